// The doors of the server. Paths are relative, so that the page works behind any prefix.

export async function view() {
  const answer = await fetch('view', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`view: ${answer.status}`);
  return answer.json();
}

export const jump = (index) => post('jump', JSON.stringify({ jump: index }));

export const act = (person, action, fields = {}) => post('act', JSON.stringify({ person, action, ...fields }));

export function upload(person, files, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ person, action: 'upload', ...fields })) {
    if (value !== null && value !== undefined) form.append(name, value);
  }
  for (const file of files) form.append('file', file, file.name);
  return post('act', form);
}

async function post(path, body) {
  const headers = typeof body === 'string' ? { 'Content-Type': 'application/json' } : {};
  let answer;
  try {
    answer = await fetch(path, { method: 'POST', headers, body });
  } catch {
    return { ok: false, error: 'Không tới được máy chủ của khu thử.' };
  }
  return answer.ok ? answer.json() : { ok: false, error: `Máy chủ báo lỗi ${answer.status}.` };
}
