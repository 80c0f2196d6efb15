// Everything is shown in the time of Việt Nam, whatever zone the reader's computer is in.

const ZONE = 'Asia/Ho_Chi_Minh';
const format = (options) => new Intl.DateTimeFormat('vi-VN', { timeZone: ZONE, ...options });
const MINUTES = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const SECONDS = format({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const DAY = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const SHORT_DAY = format({ day: 'numeric', month: 'long', year: 'numeric' });

export const clockTime = (iso) => MINUTES.format(new Date(iso));
export const fullTime = (iso) => SECONDS.format(new Date(iso));
export const longDay = (iso) => DAY.format(new Date(iso));
export const shortDay = (iso) => SHORT_DAY.format(new Date(iso));
