"""What people tell in these stories, each with what they press: ``await lan.reports(*DANGER)``."""

DANGER = ("Có đánh nhau ở tổ 3, chúng nó đang cầm dao chém người", "Thế là đủ")
URGENT = ("Vừa bị giật túi ở tổ 7 lúc nãy",)
NORMAL = ("Quán nước ở tổ 7 ghi lô đề chiều nào cũng đông", "Đã qua")
