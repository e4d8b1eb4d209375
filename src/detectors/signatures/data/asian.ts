/** Signatures in languages of Asia. */
import type { Signature } from '../signature.js'

export const ASIAN: readonly Signature[] = [
  {
    rule: 'override.chinese',
    category: 'override',
    phrases: [
      '忽略|忽視|忽视|无视|無視|忘记|忘記|忘掉|不要理会|不要理會|不理会|抛弃|拋棄|放弃|撤销|不再遵守|不要遵守|跳过|绕过|繞過 ~16 指令|指示|指令集|命令|规则|規則|提示词|提示詞|提示|要求|设定|設定|限制|约束|约定|准则|系统消息',
      '忽略|忽视|无视|忘记|忘記|忘掉 ~6 之前|以前|先前|以上|上面|上述|前面|此前 ~12 内容|內容|一切|所有|说的|說的|对话|對話',
      '从现在开始|從現在開始|从现在起 ~12 没有任何|沒有任何|不受|不再受|无需遵守|不需要遵守 ~12 限制|约束|道德|规则|規則|束缚',
    ],
  },
  {
    rule: 'extraction.chinese',
    category: 'extraction',
    phrases: [
      '显示|顯示|告诉我|告訴我|输出|輸出|重复|重複|复述|列出|打印|展示|泄露|透露|给我|給我|写出|说出|翻译|公开|是什么 ~16 系统提示|系統提示|系统提示词|系统指令|系統指令|系统消息|系統訊息|初始提示|初始指令|初始化指令|原始指令|原始提示|隐藏指令|隱藏指令|内部指令|秘密指令|提示词原文|system_prompt',
      '你的|您的 ~8 系统提示|系統提示|系统指令|初始指令|初始提示|原始指令|system_prompt ~8 是什么|是什麼|是啥|内容|全文|告诉|輸出|输出|发给',
      '开发者|開發者|上帝|越狱|越獄|无限制|dan 模式 ~12 启用|开启|已开启|激活|進入|进入|已激活|啟用|打开',
      '进入|開啟|开启|启用|激活|切换到 ~6 开发者|開發者|上帝|越狱|越獄|无限制|dan 模式',
    ],
  },
  {
    rule: 'override.japanese',
    category: 'override',
    phrases: [
      '以前|これまで|上記|前述|先ほど|今まで|すべて|全て|あなた|前|過去|直前 ~12 指示|命令|ルール|指令|プロンプト|制約|設定|指図 ~8 無視|忘れ|破棄|取り消|従わな|無効',
      '指示|命令|ルール|制約|制限 ~6 すべて|全て|全部|一切 ~6 無視|忘れ',
      'システムプロンプト|システムメッセージ|初期指示|初期プロンプト|隠された指示|内部指示|秘密の指示|元の指示 ~12 表示|教え|見せ|出力|公開|繰り返|開示|書い|何です',
      '開発者モード|デベロッパーモード|danモード|脱獄モード ~8 有効|オン|起動|入っ',
    ],
  },
  {
    rule: 'override.korean',
    category: 'override',
    phrases: [
      '이전|지금까지|위의|앞의|앞선|모든|기존|당신의|너의 ~12 지시|지침|명령|규칙|프롬프트|설정|제한 ~12 무시|잊어|잊고|따르지|버려|취소',
      '시스템 프롬프트|메시지|지시|명령|지침 ~16 보여|알려|출력|공개|말해|반복|표시|무엇',
      '숨겨진|초기|비밀 지시|지침|프롬프트|명령 ~12 보여|알려|출력|공개|말해',
      '개발자_모드|탈옥_모드|dan_모드 ~8 활성|켜|진입',
    ],
  },
  {
    rule: 'override.arabic',
    category: 'override',
    phrases: [
      '*تجاهل|تجاهلي|تجاهلوا|*انس|انسى|لا_تتبع|اهمل ~20 *تعليمات|التعليمات|الاوامر|*اوامر|القواعد|الارشادات|التوجيهات|*تعليماتك',
      '*اظهر|اعرض|اكشف|كرر|اطبع|اخبرني|قل_لي|ما_هي|ما_هو|اكتب ~20 موجه_النظام|تعليمات_النظام|رسالة_النظام|التعليمات_الاولية|التعليمات_الاصلية|التعليمات_المخفية|التعليمات_السرية|موجهات_النظام|تعليماتك_الاولية|تعليماتك_الاصلية|تعليماتك_السرية',
    ],
  },
  {
    rule: 'override.persian',
    category: 'override',
    phrases: [
      'دستورات|دستورالعمل*|دستور*|قوانین|قواعد|راهنما* ~16 قبلی|پیشین|بالا|قبل ~16 نادیده|فراموش|رد_کن',
      'پرامپت_سیستم|پیام_سیستم|دستورات_اولیه|دستورات_مخفی|دستورالعمل_سیستم ~16 نشان|بگو|بنویس|نمایش|فاش|تکرار',
    ],
  },
  {
    rule: 'override.hebrew',
    category: 'override',
    phrases: [
      'התעלם|התעלמי|התעלמו|תתעלם|שכח|שכחי|תשכח ~24 *הוראות|*ההוראות|*הנחיות|*ההנחיות|*כללים|*הכללים|*פקודות',
      'הצג|חשוף|גלה|הדפס|חזור_על|תראה_לי|מהן|מהו ~20 הנחיית_המערכת|הנחיות_המערכת|הוראות_המערכת|ההוראות_המקוריות|ההוראות_הנסתרות|הודעת_המערכת',
    ],
  },
  {
    rule: 'override.hindi',
    category: 'override',
    phrases: [
      'पिछले|पहले|पूर्व|सभी|उपरोक्त|ऊपर|पिछली ~16 निर्देश|निर्देशों|नियमों|नियम|आदेशों|आदेश|हिदायतों ~16 अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल|उपेक्षा|अनदेखी',
      'सिस्टम_प्रॉम्प्ट|सिस्टम_संदेश|प्रारंभिक_निर्देश|छिपे_निर्देश|छिपे_हुए_निर्देश|गुप्त_निर्देश|मूल_निर्देश|सिस्टम_निर्देश ~16 दिखा*|बता*|प्रकट|दोहरा*|क्या|लिख*',
    ],
  },
  {
    rule: 'override.bengali',
    category: 'override',
    phrases: [
      'আগের|পূর্ববর্তী|সমস্ত|সব|উপরের ~16 নির্দেশ*|নিয়ম*|আদেশ* ~16 উপেক্ষা|ভুলে|অগ্রাহ্য',
      'সিস্টেম_প্রম্পট|প্রাথমিক_নির্দেশ*|গোপন_নির্দেশ* ~16 দেখাও|বলো|প্রকাশ|দেখান|বলুন',
    ],
  },
  {
    rule: 'override.thai',
    category: 'override',
    phrases: [
      'เพิกเฉย|ไม่สนใจ|ละเว้น|ลืม|ละเลย|ยกเลิก ~24 คำสั่ง|คำแนะนำ|กฎ|ข้อกำหนด ~16 ก่อนหน้า|ทั้งหมด|ข้างต้น|เดิม|ที่ผ่านมา',
      'แสดง|บอก|เปิดเผย|พิมพ์|ทวน ~16 พรอมต์ระบบ|ข้อความระบบ|คำสั่งระบบ|คำสั่งเริ่มต้น|คำสั่งลับ|system_prompt',
    ],
  },
  {
    rule: 'override.indonesian',
    category: 'override',
    phrases: [
      'abaikan|lupakan|acuhkan|hiraukan ~20 instruksi|perintah|aturan|arahan|petunjuk|panduan ~16 sebelumnya|sebelum_ini|di_atas|terdahulu|awal|lama|anda|kamu|terdahulu',
      'tunjukkan|tampilkan|ungkapkan|bocorkan|ulangi|cetak|beritahu|apa ~20 prompt_sistem|instruksi_awal|instruksi_sistem|pesan_sistem|instruksi_rahasia|instruksi_tersembunyi|prompt_awal|arahan_sistem|arahan_asal',
    ],
  },
  {
    rule: 'override.vietnamese',
    category: 'override',
    phrases: [
      'bo_qua|quen|lo_di|phot_lo|khong_tuan_theo|bo_mac ~20 huong_dan|chi_dan|lenh|quy_tac|chi_thi|yeu_cau|moi_thu ~16 truoc|truoc_do|truoc_day|phia_tren|o_tren|ban_dau|da_duoc',
      'hien_thi|tiet_lo|cho_toi|lap_lai|in_ra|noi_cho_toi ~20 loi_nhac_he_thong|prompt_he_thong|thong_bao_he_thong|huong_dan_ban_dau|huong_dan_he_thong|chi_dan_he_thong|huong_dan_bi_mat|chi_thi_an',
    ],
  },
  {
    rule: 'override.tagalog',
    category: 'override',
    phrases: [
      'huwag_pansinin|balewalain|kalimutan ~20 tagubilin|utos|instruksyon|panuto|patakaran|instructions ~16 nakaraan|nauna|naunang|itaas|dati|dating|lahat',
      'huwag_pansinin|balewalain|kalimutan ~12 lahat|nakaraang|naunang|dating ~12 tagubilin|utos|instruksyon|panuto|patakaran|instructions',
    ],
  },
  {
    rule: 'override.swahili',
    category: 'override',
    phrases: [
      'puuza|sahau|usifuate ~16 maagizo|maelekezo|amri|kanuni|maelezo ~16 awali|yaliyotangulia|yaliyopita|yote|hapo_juu|ya_mwanzo|zilizotangulia|zote',
    ],
  },
]
