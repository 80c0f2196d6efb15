"""What residents write about each kind of event, with a weight: 3 says it alone, 1 only adds to others.

Written with accents; text without accents matches too. A phrase with `=` counts only when it was typed with
its accents in a text typed with accents, because without them it is usually another word.
"""

from collections.abc import Mapping

from bot.domain.tip import Category

CATEGORY_WORDS: Mapping[Category, Mapping[int, str]] = {
    Category.THEFT: {
        3: """
            mất trộm; bị trộm; trộm cắp; ăn trộm; ăn cắp; lấy cắp; lấy trộm; trộm chó; câu chó; bắt trộm
            chó; mất xe; trộm xe; mất cắp; móc túi; bẻ khóa; phá khóa; cạy cửa; cậy cửa; cạy két; bị khoắng;
            khoắng đồ; khoắng sạch; rạch túi; đột nhập; vào nhà trộm; kẻ trộm; có trộm; thằng trộm; tên
            trộm; bọn trộm; trộm vào; đánh cắp; cắt trộm; trộm mèo; trộm gà; trộm điện; trộm đồ; trộm vặt;
            kẻ gian; cuỗm; nẫng mất; chôm đồ; bị chôm; bị mất chó; đang trộm; trộm tiền; dắt trộm; trộm két;
            trộm đột nhập; trộm đất; trộm cát; chôm chỉa; bẻ khoá
        """,
        2: """
            =trộm; mất tiền; mất điện thoại; mất đồ; mất ví; mất túi; bị mất; mất laptop; mất vàng; mất chó;
            mất mèo; mất gà; mất con xe; mất chiếc xe; mất cái xe; lấy mất; dắt xe; trèo tường; cạy khóa;
            mất két; mất máy; bị lấy mất; mất dây điện
        """,
        1: "trom; bị lấy; biến mất; vào nhà lấy",
    },
    Category.ROBBERY: {
        3: """
            cướp giật; giật túi; giật điện thoại; giật đồ; giật dây chuyền; giật vàng; giật ví; bị cướp; bị
            giật; ăn cướp; đi cướp; kề dao; dí dao; gí dao; xin đểu; trấn lột; cưỡng đoạt; bảo kê; tống
            tiền; chặn đường cướp; chặn xe cướp; đang cướp; có cướp; cướp tiệm vàng; cướp ngân hàng; cướp
            tài sản; cướp xe; cướp tiền; cướp điện thoại; cướp túi; bị trấn; trấn tiền; thu tiền bảo kê;
            cướp của; giật mất; giật giỏ; ép đưa tiền; bắt đưa tiền; cướp cạn; cướp đồ
        """,
        2: "=cướp; cuop; =giật; cướp đi; bị chặn đường; dọa lấy tiền; bắt nộp tiền; giật rồi chạy",
        1: "cướp mất",
    },
    Category.FRAUD: {
        3: """
            lừa đảo; bị lừa; lừa tiền; lừa chuyển tiền; lừa chuyển khoản; giả công an; giả danh; mạo danh;
            hack zalo; hack facebook; hack fb; hack nick; mất nick; đầu tư sàn; sàn tiền ảo; tiền ảo; việc
            nhẹ lương cao; link lạ; mã otp; đọc otp; gửi otp; lừa qua mạng; lừa trên mạng; lừa mua hàng;
            chiếm đoạt tài sản; vỡ hụi; vỡ phường; giật hụi; cộng tác viên online; làm nhiệm vụ; app giả;
            web giả; tin nhắn giả; deepfake; cuộc gọi lừa; trúng thưởng; lừa bán; lừa cọc; bùng cọc; lừa đặt
            cọc; bán hàng giả; giả ngân hàng; giả điện lực; giả shipper; tự xưng là công an; tự xưng công
            an; xưng là công an; xưng công an; bắt chuyển tiền; ép chuyển tiền;
            cài app; cài ứng dụng lạ; đa cấp; nạp tiền rồi không rút; không rút được
            tiền; bị hack; lừa mất; thằng lừa; quân lừa; lừa đảo qua mạng; lùa gà; lừa tình
        """,
        2: """
            =lừa; lua dao; chuyển khoản nhầm; chuyển tiền cho; link; otp; chặn zalo; chặn liên lạc; sàn
            forex; sàn chứng khoán; đầu tư online; vay online lừa; chuyển khoản rồi; tuyển dụng online; nâng
            cấp sim; cấp lại định danh; cập nhật vneid; vneid
        """,
        1: "chuyển tiền; chuyển khoản; số tài khoản; stk; đặt cọc; tiền cọc; zalo; facebook",
    },
    Category.LOAN_SHARKING: {
        3: """
            vay nặng lãi; cho vay nặng lãi; nặng lãi; lãi cắt cổ; bốc họ; bốc bát họ; bát họ; đòi nợ thuê;
            tín dụng đen; tạt sơn; ném sơn; ném mắm tôm; tạt mắm tôm; khủng bố điện thoại; tờ rơi cho vay;
            dán tờ rơi vay; dán giấy vay tiền; cho vay lãi ngày; vay lãi ngày; lãi ngày; lãi cao; app vay;
            vay app; vay qua app; đòi nợ kiểu xã hội đen; xiết nợ; siết nợ; đe dọa đòi nợ; đòi nợ đe dọa;
            vay tín dụng đen; gọi điện khủng bố; ghép ảnh đòi nợ; quấy rối đòi nợ; cho vay không thế chấp;
            hụi lãi
        """,
        2: """
            đòi nợ; đổ chất bẩn; tờ rơi; giang hồ đòi tiền; xã hội đen; lãi suất; khủng bố tin nhắn; chủ nợ;
            vay nóng
        """,
        1: "vay tiền; trả lãi; tiền lãi; nợ tiền",
    },
    Category.GAMBLING: {
        3: """
            sới bạc; sòng bạc; đánh bạc; chơi bạc; cờ bạc; xóc đĩa; sóc đĩa; lô đề; ghi lô; ghi đề; ghi số
            đề; đánh đề; đánh lô; số đề; cá độ; cá cược; đá gà; chọi gà; bắn cá; tài xỉu; tổ tôm ăn tiền; tá
            lả; đánh phỏm; ba cây; chơi ba cây; xì tố; =liêng; binh xập xám; đánh bài ăn tiền; chơi bài ăn
            tiền; đánh bài; sát phạt; ổ bạc; ổ đề; nhà cái; máy bắn cá; cá độ bóng đá; casino; sâm lốc; bạc
            bịp; bầu cua; đánh chắn; thầu đề; bóc bát; nổ hũ; game bài; đánh bạc ăn tiền; chiếu bạc; tiến
            lên ăn tiền; chủ lô
        """,
        2: "ăn tiền; xới bạc; ghi lô tô; chủ đề; khay bạc; chơi lô; đánh chẵn lẻ; chọi chim; =bạc",
        1: "chơi bài",
    },
    Category.DRUGS: {
        3: """
            ma túy; ma tuý; hút chích; chích hút; đập đá; chơi đá; hàng đá; hút đá; bay lắc; thuốc lắc; cắn
            kẹo; chơi kẹo; kẹo ke; chơi ke; hít ke; bán ke; ke kẹo; hút cần; cần sa; bồ đà; hàng trắng;
            heroin; hê rô in; bạch phiến; thuốc phiện; nghiện hút; con nghiện; thằng nghiện; chơi hàng
            trắng; kim tiêm; bơm kim tiêm; xi lanh; bóng cười; nước vui; tem giấy; cỏ mỹ; ngáo đá; phê đá;
            phê thuốc; hít ma túy; bán thuốc lắc; đi cơn; tiêm chích; chích ma túy; pha hàng; methadone;
            ketamin; ketamine; shisha cần; cai nghiện; hút hít; bọn nghiện; đám nghiện; bán hàng cấm; hàng
            cấm; vape cần; pod chill; thuốc lá điện tử chứa; lắc ke; tụ tập hút
        """,
        2: """
            =nghiện; nghien; =ke; =kẹo; =ngáo; ngao da; mở nhạc bay; bán cái chết trắng; phê pha; giao hàng
            cấm; hút thuốc lào lạ
        """,
        1: "chơi đồ; chơi thuốc; bán kẹo",
    },
    Category.PUBLIC_DISORDER: {
        3: """
            gây rối; gây mất trật tự; đua xe; bốc đầu; nẹt pô; lạng lách; đánh võng; hỗn chiến; tụ tập đông;
            tụ tập hung khí; tụ tập đánh nhau; rú ga; rú còi; đi bão; quái xế; mang hung khí; cầm hung khí;
            vác hung khí; cầm mã tấu; rượt đuổi; đuổi chém; thanh toán nhau; hai nhóm; 2 nhóm; say rượu
            quậy; quậy phá; phá làng phá xóm; chửi bới; la hét; ném chai; ném bom xăng; ném đá nhau; càn quấy;
            đập phá quán; băng nhóm; kéo đến; chặn đường chặn xe; tổ chức đua; đám trẻ trâu; đánh lộn ngoài
            đường; gây gổ; thả diều trộm; loạn đả
        """,
        2: """
            tụ tập; trẻ trâu; hung khí; gậy gộc; tuýp sắt; gầm rú; xe độ; kích động; đám đông; làm loạn;
            quậy; nhậu say
        """,
        1: "ồn ào; mất trật tự; thanh niên",
    },
    Category.ASSAULT: {
        3: """
            đánh nhau; chém nhau; bạn đánh; đang đánh; đánh em; đánh tôi; đánh cháu; đâm nhau; đấm nhau;
            đánh lộn; đánh hội đồng; bị đánh; bị chém; bị đâm; đâm
            chém; phóng lợn; dọa giết; doạ giết; giết người; dọa chém; đòi giết; đánh người; chém người; gây
            thương tích; đập đầu; đánh gãy; đánh đập; hành hung; ẩu đả; xô xát; đánh chảy máu; đánh ghen;
            đánh bất tỉnh; đâm người; đòi chém; vác dao chém; hành hung người; tạt axit; đánh học sinh; đánh
            bạn; bị đánh đập; đánh trọng thương; dùng dao chém; tẩn nhau; choảng nhau; uýnh nhau; oánh nhau;
            đấm vào mặt; dọa đánh; đe dọa giết; chém trọng thương
        """,
        2: """
            =chém; =đâm; xông vào đánh; đe dọa; chảy máu; bị thương; cầm dao; có dao; vác dao; dao kiếm; mã
            tấu; giết
        """,
        1: "=đánh; chém; dọa nạt; thương tích",
    },
    Category.DOMESTIC_VIOLENCE: {
        3: """
            chồng đánh vợ; chồng em đánh; chồng đang đánh; chồng em đang đánh; chồng tôi đang đánh; vợ
            đánh chồng; chồng đánh; bị chồng đánh; bị chồng; bạo hành; bạo lực gia đình;
            đánh vợ; đánh vợ con; chồng tôi đánh; con đánh mẹ; con đánh bố; con đánh cha; đánh bố mẹ; đánh
            mẹ; hành hạ mẹ già; bố đánh con; mẹ kế đánh; bố dượng đánh; đánh con; đánh chửi vợ; chồng dọa
            giết; chồng say rượu; chồng bạo hành; hành hạ vợ; hành hạ vợ con; nhốt vợ; đuổi vợ; chồng chửi;
            anh rể đánh; đánh vợ chửi con; chồng uống rượu; chồng cũ dọa; chồng cầm dao; ck đánh; vợ bị
            chồng; hành hạ người già; bố chồng đánh
        """,
        2: """
            đánh em gái; chồng cờ bạc; chửi mắng vợ; bố say; chồng nhốt; đuổi ra khỏi nhà; hàng xóm đánh vợ
        """,
        1: "vợ chồng; hai vợ chồng",
    },
    Category.CHILD_ABUSE: {
        3: """
            xâm hại; xâm hại trẻ em; sàm sỡ; dụ dỗ; bắt cóc trẻ; bắt cóc trẻ con; bắt cóc; ấu dâm; dâm ô;
            hiếp dâm; bạo hành trẻ em; sờ soạng; giở trò đồi bại; dụ trẻ con; dụ cháu bé; rủ trẻ em; sàm sỡ
            học sinh; hành hạ trẻ em; đánh trẻ em; giao cấu; quấy rối tình dục trẻ; cưỡng hiếp trẻ; xâm hại
            cháu; sàm sỡ cháu; bắt cóc cháu bé; bắt cóc học sinh; lạm dụng trẻ; ép trẻ; bắt trẻ con đi ăn
            xin; bán trẻ con; lạm dụng tình dục; mẹ mìn; bạo hành cháu; dụ dỗ học sinh; rủ rê trẻ; cởi quần
            cháu; xàm sỡ; cô giáo đánh; bạo hành con riêng; cháu bé mất tích; trẻ mất tích; con tôi mất
            tích; =hiếp
        """,
        2: """
            bé gái; cháu gái bị; học sinh lớp; sờ mó; làm nhục cháu; trẻ mầm non bị; gạ gẫm; gạ tình; đánh
            cháu bé
        """,
        1: "cháu bé; trẻ em; trẻ con; em bé; học sinh",
    },
    Category.WEAPONS: {
        3: """
            khẩu súng; =súng; có súng; lựu đạn; quả bom; bom mìn; thuốc nổ; pháo lậu; pháo nổ; bán pháo; đốt
            pháo; buôn pháo; chế pháo; tàng trữ pháo; súng hoa cải; súng tự chế; súng săn; súng bắn đạn;
            =đạn; viên đạn; kho đạn; vật liệu nổ; chất nổ; vũ khí; bình xịt hơi cay; roi điện; dùi cui điện;
            bán dao kiếm; kíp nổ; đầu đạn; súng hơi; súng điện; tàng trữ vũ khí; bán súng; nổ súng; bắn
            súng; đạn pháo; pháo hoa nổ; nổ pháo; bán mã tấu
        """,
        2: "=pháo; súng cồn; dao phóng lợn; =mìn; thanh kiếm; còng số 8",
        1: "sung; phao",
    },
    Category.PROSTITUTION: {
        3: """
            mại dâm; bán dâm; mua dâm; gái gọi; gái mại dâm; đĩ điếm; tú bà; chứa chấp gái; chứa mại dâm;
            môi giới mại dâm; bán hoa; gái bán hoa; ổ chứa; động lắc mại dâm; massage kích dục; kích dục;
            mát xa kích dục; tẩm quất trá hình; karaoke ôm; đi khách; gái đứng đường; cave; gái ngành; nhà
            chứa; gội đầu trá hình; cà phê đèn mờ; karaoke tay vịn; má mì; chăn dắt gái; mát xa trá hình;
            massage trá hình; động mại dâm; sugar baby; đá phò
        """,
        2: """
            trá hình; tay vịn; kích thích khách; nhà nghỉ theo giờ chứa; chào mời khách; gái làng chơi; gái
            dịch vụ
        """,
        1: "massage; mát xa; nhà nghỉ",
    },
    Category.TRESPASS: {
        3: """
            đập phá; phá hoại; xâm phạm chỗ ở; tự ý vào nhà; xông vào nhà; phá cửa; đập cửa; đập kính; ném
            đá vào nhà; chiếm nhà; phá rào; phá khóa vào nhà; đốt xe; đốt nhà; phóng hỏa; chặt phá cây; phá
            hoa màu; rạch yên xe; rạch lốp; chọc thủng lốp; hủy hoại tài sản; phá tài sản; trèo vào nhà; vào
            nhà trái phép; ném gạch; xịt sơn; cào xước xe; phá xe; đập xe; đánh bả; bả chó; cắt dây; đạp
            cửa; nhìn trộm; đuổi khỏi nhà trọ; khóa trái cửa nhà
        """,
        2: """
            đổ keo vào khóa; leo vào nhà; đập đồ; phá đồ; ném vào nhà; chặn cửa nhà; đánh thuốc cây; nhảy
            vào nhà
        """,
        1: "leo tường",
    },
    Category.DEFAMATION: {
        3: """
            làm nhục; vu khống; phát tán ảnh; tung ảnh; ảnh nóng; clip nóng; clip nhạy cảm; ảnh nhạy cảm;
            bôi nhọ; nói xấu trên mạng; xúc phạm danh dự; đăng ảnh; bóc phốt; đăng bài nói xấu; bịa đặt; đặt
            điều; tung tin đồn; tung clip; đăng clip; quay lén; chụp lén; quay trộm; chụp trộm; xúc phạm;
            lăng mạ; đưa ảnh lên mạng; đăng lên facebook chửi; ghép ảnh; vu oan; hạ nhục; dọa tung ảnh; dọa
            tung clip; bêu rếu; tin giả; đăng tin sai
        """,
        2: """
            nói xấu; chửi trên facebook; chửi trên mạng; lập nick giả; mạo danh facebook; đồn thổi;
            livestream chửi
        """,
        1: "chửi; danh dự",
    },
    Category.SUSPICIOUS: {
        3: """
            rình mò; mất tích; bị mất tích; rình rập; đi lại bất thường; nghi vấn; khả nghi; người lạ;
            lảng vảng; lởn vởn; đáng
            nghi; thập thò; dòm ngó; nhòm ngó; soi đèn vào nhà; theo dõi nhà; xe lạ; đối tượng lạ; thanh
            niên lạ; dò xét; biểu hiện lạ; mặt lạ; đứng ngó; bám theo; đi theo tôi; theo dõi tôi; hành tung;
            gõ cửa từng nhà; đánh dấu nhà; ngó nghiêng; chụp ảnh nhà; lén lút; ra vào bất thường; đi qua đi
            lại; ra vào liên tục; truy nã; người lạ mặt; đốt vàng mã lạ; tà đạo; mùi lạ; đạo lạ; truyền đạo
            trái phép
        """,
        2: """
            nghi ngờ; bất thường; người nước ngoài lạ; đêm nào cũng; không rõ lai lịch; vượt biên; nhập cảnh
            trái phép; bịt mặt; bịt khẩu trang
        """,
        1: "lạ mặt; bí ẩn; nghi là; nghi có",
    },
    Category.OTHER: {
        3: """
            karaoke ồn; loa kẹo kéo; lấn chiếm; vỉa hè; tranh chấp; hát karaoke; ồn ào quá; đổ rác; xây trái
            phép; mất giấy tờ; mất cccd; tai nạn; thả rông chó; chó cắn; đốt rác
        """,
        2: "karaoke; hàng xóm; đỗ xe; xả thải; ô nhiễm; ngập nước",
        1: "=ồn",
    },
}  # fmt: skip

# Everyday phrases that contain such words and mean nothing of the kind: what lies within them does not count.
HARMLESS = """
    trộm vía; cái kẹo; ăn kẹo; gói kẹo; cho kẹo; đá ga giường; chém gió; đánh răng; đánh giày; đánh đàn;
    đánh máy; đánh bóng; đánh giá; đánh dấu; đánh bắt;
    đánh vần; đánh thuế; đánh thức; đánh rơi; đánh mất; đá bóng; cướp lời; cướp cò; kẻ mắt; kẹo bánh; bánh
    kẹo; kẹo mút; kẹo dẻo; kẹo lạc; loa kẹo kéo; kẹo kéo; súng nước; súng đồ chơi; đồ chơi súng; đạn nhựa;
    cháy hàng; cháy túi; cháy vé; cháy nắng; cháy phố; cháy hết mình; cháy quá; cháy deadline; dân tình
    cháy; cháy nhà ra mặt chuột; cười chảy máu; chảy máu chất xám; chảy máu cam; chết cười; giết thời gian;
    dao kéo; phẫu thuật; giả vờ; phao cứu sinh; áo phao; sung túc; sung sướng; bổ sung; quả sung; sung công;
    bắn cá ngoài sông; chơi bời lành mạnh; hội đồng nhân dân; hội đồng thi; xe ôm; tiền đạn; cuộc thi; đâm
    ra; đâm đơn; đâm vào xe; tông nhau; diễn tập; pháo hoa nghệ thuật; pháo đài; đánh cầu lông; đánh cờ vua;
    đánh golf; đánh tennis; đánh điện tử; đánh bi a; đánh trống; đánh phấn; đánh son; đánh liều; nghiện
    game; nghiện phim; nghiện cà phê; nghiện mua sắm; nghiện điện thoại; cắt cỏ; cần thiết; ăn cướp cơm
    chim; dao động; khẩu trang
"""
