/**
 * Words that attacks are made of, by meaning, in many languages: what lets a model carry what it learnt in one language to the others.
 *
 * A word ends in `*` where any ending may follow. No word is bad in itself; the models learn which meanings, near each other, are.
 */
export const CONCEPTS: readonly string[] = [
  // leave aside
  `ignor* disregard* forget* neglect* skip overlook* dismiss* discard* bypass* overrid* circumvent* abandon* disobey* violat* evad* nullif* unlearn* escap* detach* reject* drop* defy contraven* transgress*
  missacht* vergiss* vergess* umgeh* ubergeh* verwirf* verwerf* uberschreit* verlass* vernachlassig* lose brich losch*
  oubli* neglig* contourn* outrepass* desob* ecart* transgress* deroge* delaiss* rejett* depass*
  olvid* omit* elud* desobed* sobrepas* incumpl* obvi* descart* desestim* pasa rechaz* ignora*
  dimentic* trascur* aggir* tralasc* disobbed* scart* superar* viola* elimin* stacca* oltrepass*
  esquec* desconsider* contorn* ultrapass* desobedec* desrespeit* despreza* anula* descumpr* foge
  negeer* vergeet omzeil* glom strunta bortse kringga zignoruj* zapomn* pomin* odrzuc* obejdz*
  игнорир* забуд* забыт* отбрось* отброс* обойди* обход* наруш* пренебре* отмени* ігнор* відкинь* zapomen* preskoc* obejdi uita αγνο* ξεχα* παρακαμ*
  yoksay unut* gormezden atla* boşver cigne* تجاهل* انس* انسى اترك تخط* تجاوز* اهمل نادیده فراموش התעלם שכח
  अनदेखा अनदेख* भूल भूलो भूलकर नजरअंदाज नज़रअंदाज उपेक्षा উপেক্ষা ভুলে 忽略 无视 無視 忘记 忘掉 忘れ 跳过 绕过 抛弃 违反 忽视 破棄 무시* 잊어* 잊고* เพิกเฉย ลืม ละเว้น มองข้าม
  abaikan lupakan langgar* kalimutan balewalain pansinin puuza sahau quen phot`,
  // orders
  `instruction* instruct* directive* direction* command* rule rules guideline* order orders guidance* programming programmation protocol* polic* mandate* procedure* routine* parameter* assignment* constitution* regulation*
  anweisung* befehl* regel* vorgab* vorschrift* instruktion* richtlinie* programmierung* auftrag* anordnung*
  consigne* regles regle ordres ordre directiv* commandes commande lignes protocole* programmation
  instruccion* ordenes orden reglas directric* normas indicacion* mandato* programacion*
  istruzion* direttiv* regole comandi comando disposizion* programmazione indicazion* linee
  instruc* regras diretri* ordens diretiv* programacao orientac* normas
  opdracht* regels richtlijn* aanwijzing* regler riktlinj* instruk* polecen* zasad* wytyczn*
  инструкц* указан* правил* команд* директив* приказ* предписан* програм* вказівк* інструкц* pokyn* pravid* prikaz* regulil* οδηγι* εντολ* κανον*
  talimat* komut* kural* yonerge* emir* التعليمات تعليمات* الاوامر اوامر* القواعد قواعد* التوجيهات توجيهات* برمجت* دستور* قوانین הוראות ההוראות הכללים
  निर्देश* आदेश* नियम* নির্দেশ* নিয়ম* আদেশ ہدایات احکامات 指令 指示 规则 命令 规定 ルール 指針 지시* 명령* 규칙* 지침* คำสั่ง คำแนะ กฎ huong chi lenh quy instruksi perintah aturan arahan petunjuk tagubilin utos maagizo amri`,
  // before
  `previous* prior earlier preceding above former past foregoing beforehand aforementioned preexisting existing
  vorherig* bisherig* fruher* obig* vorangegangen* vorig* bisher davor
  precedent* anterieur* avant dessus anterior* previas previos previo arriba antes recibid* precedenti precedente prima sopra acima
  vorige eerdere bovenstaande tidigare foregaende poprzedn* wczesniejsz* powyzsz* предыдущ* прежн* прошл* выше ранее попередн* predchoz* προηγουμεν* παραπανω
  onceki yukaridaki eski السابقة سابقا اعلاه قبلی بالا הקודמות הקודמים
  पिछले पिछली पहले ऊपर पूर्व পূর্ববর্তী আগের উপরের 之前 以上 前面 先前 上面 以前 これまで 上記 今まで 이전* 위의 앞의 지금까지 ก่อนหน้า ข้างต้น truoc tren sebelum* atas nauna* nakaraan* awali`,
  // first, own, deep
  `initial* original* base basic foundation* fundamental* core underlying root genesis starting primary default primordial inherent
  anfang* ursprung* grund* zugrunde* basis urspr* inicial* originel* origine fondament* depart fundament* basico basica base fondamental* originari* primari* iniziale inizial* начальн* исходн* базов* основн* первоначальн* ilk temel asil الاصلي* الاولي* الاساسي* प्रारंभिक मूल 初始 原始 最初 基础 根本 초기* 원래* 기본* เริ่มต้น พื้นฐาน ban dau awal dasar`,
  // all
  `all any every everything whole entire entirely each anything alle alles samtlich* jede tout toute toutes tous todo todas todos toda tutte tutti tutto qualsiasi tudo qualquer vse все всё всі wszystk* vsechn* toate ολες ολα tum butun her جميع كل همه כל सभी सब समस्त সব সমস্ত 所有 一切 全部 全て すべて 모든 모두 ทั้งหมด tat semua seluruh lahat yote`,
  // bring to light
  `reveal* show* tell print* output* display* repeat* disclos* shar* expos* leak* dump* recit* divulg* echo* unveil* uncover* confess* reproduc* spell describ* provide explain* give list write quote summari* recall
  zeig* verrat* nenn* gib sag druck* wiederhol* offenbar* enthull* teil* schreib* erklar* lies beschreib* preisgeb*
  montre* revel* affich* donne* repet* divulgu* imprim* partag* devoil* expos* decri* expliqu* ecris
  muestr* mostra* dime dame revela* repit* divulg* ensen* compart* expon* describ* explic* escrib* desvel* cuent*
  rivel* dimmi stamp* dammi ripet* svela* condivid* espon* scriv* descriv* spieg* mostr*
  mostre diga* imprim* repita revele escrev* compartilh* exponha explique descrev* partilh*
  toon vertel herhaal onthul visa beratta avsloja pokaz* ujawn* wypisz zdradz* powiedz podaj
  покаж* раскр* скажи расскаж* напечат* вывед* повтор* выдай сообщи напиши перескаж* раскрой розкр* ukaz prozrad* arata dezvalui δειξε αποκαλυψε πες
  goster* soyle* yazdir* acikla* tekrarla* paylas* ifsa اكشف اظهر اعرض اخبرني قل اطبع اعطني كرر شارك* نشان بگو فاش הצג גלה
  बताओ बताइए बताएं बताएँ दिखाओ दिखाएं दिखाएँ प्रकट साझा दोहरा* প্রকাশ দেখাও বলো জানান 显示 告诉 输出 透露 泄露 重复 打印 公开 复述 揭示 分享 見せて 教えて 表示 出力 明かし 開示 보여* 알려* 출력* 말해* 공개* แสดง บอก เปิดเผย พิมพ์ เล่า hien tiet nhac tampilkan beritahu ungkap* cetak ulangi bocorkan ipakita sabihin ibunyag onyesha fichua`,
  // the prompt
  `prompt prompts preprompt eingabeaufforderung* aufforderung* promptu* промпт* подсказ* istem* موجه الموجه पرامپट प्रॉम्प्ट संकेत পرامپت প্রম্পট 提示 提示词 プロンプト 프롬프트* พรอมต์ พร้อมท์ loinhac configuration* konfiguration* configurac* configurazion* конфигурац* 配置 设定 設定`,
  `system sistem* systeme systemu systemprompt* система систем* نظام النظام सिस्टम সিস্টেম 系统 システム 시스템* ระบบ hethong sistema`,
  // what must stay hidden
  `secret* hidden confidential* concealed private undisclosed internal classified covert geheim* verborgen* intern* vertraulich* versteckt* cache* cachee* confidentiel* oculto oculta* escondid* secreta* confidencial* segret* nascost* riservat* occult* tajn* ukryt* секрет* скрыт* тайн* внутренн* конфиденц* gizli* سري* السري* مخفی סודי* गुप्त छिपा* छिपे* গোপন 秘密 隐藏 机密 内部 비밀* 숨겨* ลับ bi mat rahasia lihim siri`,
  `password* passphrase* passcode* passwort* kennwort* motdepasse contrasen* senha* palavra-passe wachtwoord losenord* haslo hesla heslo парол* ключ* parola sifre* كلمة المرور रمز पासवर्ड পাসওয়ার্ড 密码 密钥 口令 パスワード 暗証 비밀번호* 암호* รหัสผ่าน matkhau credential* token tokens apikey key keys flag codeword sandi nenosiri`,
  // who
  `you yourself thou du dich dir ihnen tu te toi vous tú usted ti voce vc jij du ty ты тебе тебя вы вам ti sen sana siz انت أنت لك तुम तुम्हें आप आपको তুমি আপনি 你 您 あなた 君 너 당신* คุณ ban anda kamu ka wewe`,
  `your yours dein* deine* ihre ihren ton ta tes votre vos tus su sus tuo tua tuoi tue vostr* sua suas seus teu teus tuas jouw je din dina twoj* swoj* твой твои твоя твоей своих свои свою ваши ваш sizin senin तुम्हारे तुम्हारा अपने अपना अपनी आपके आपकी आपका 你的 您的 あなたの 너의 네 ของคุณ iyong yako`,
  `me my mine i meine* mein meinen mir mich ich moi mon mes ma mi mis yo mio mia miei mie meu meus minha minhas mij mijn min mina moje мне мой мои моим моими меня bana benim لي مجھے मुझे मेरे मेरी मैं আমাকে আমার 我 我的 私 俺 나 내 나의 ฉัน toi cua saya aku akin niambie`,
  `ai ki ia chatgpt gpt gpt0 claude gemini llama assistant* assistent* assistent* asistent* chatbot* bot bots llm llms language modell* model models modele modelo modello ии ші нейросет* yapay ذكاء एआई এআই 人工智能 助手 模型 人工知能 인공지능* เอไอ openai anthropic dan agent agents copilot bard`,
  `developer* entwickler* developpeur* desarrollador* sviluppatore* desenvolvedor* разработчик* gelistirici المطور डेवलपर 开发者 開発者 개발자* นักพัฒนา nhaphattrien pengembang admin* administrat* administrador* root sudo superuser debug maintenance wartung* diagnos* programmer* creator* ersteller* createur* creador* создател* owner* operator* maintainer*`,
  // how
  `now henceforth jetzt nun ab fortan desormais maintenant ahora adora ora agora d'ora nu теперь сейчас отныне artik simdi الان الآن अब এখন 现在 从现在 今から これから 이제 지금 ตอนนี้ baygio sekarang ngayon`,
  `only solely exclusively just purely nur ausschlie* allein lediglich seulement uniquement exclusivement solo solamente unicamente exclusivamente soltanto esclusivamente apenas alleen endast tylko только лишь исключительно sadece yalniz* فقط केवल सिर्फ শুধু 只 仅 だけ のみ 오직 만 เท่านั้น chi hanya lamang tu`,
  `instead rather stattdessen lieber plutot lugar invece vez inves zamiast вместо yerine بدلا बजाय 而是 代わりに 대신 แทน thay thế sebaliknya`,
  `new neu neue* nouveau* nouvelle* nueva* nuevo* nuova* nuovo novo nova* nieuw* ny nya новая новое новые новый новую новой yeni جديد* नया नए नई 新的 新しい 새로운 ใหม่ moi baru bago`,
  `not without no never don't none don ohne kein* nicht nie sans pas jamais aucun* sin nunca ningun* senza mai nessun* sem nao nenhum* zonder geen utan ingen bez nie без не нет никак* olmayan yok بدون بلا לא ללא बिना नहीं मत ছাড়া 没有 不 无 なし ない 없는 없이 ไม่ khong tanpa tidak walang bila`,
  `restrict* limit* limitation* constrain* constraint* filter* censor* guardrail* safeguard* boundar* ethic* ethical* moral* immoral* amoral* unethical* safety warning* disclaimer* norms beschrank* einschrank* grenze* ethik* moral* sicherheit* restricc* limitac* restriz* limitaz* etic* filtr* contraint* limites restric* ограничен* запрет* этик* морал* фильтр* цензур* kisitlama* sinir* ahlak* القيود قيود* اخلاق* प्रतिबंध* सीमा* नैतिक* 限制 约束 道德 审查 制限 制約 倫理 제한* 윤리* ข้อจำกัด จริยธรรม gioihan batasan ograniczen* beperking* begransning* omezen* restrict* περιορισμ*`,
  `free freed freedom unrestrict* unfilter* uncensor* unlimited unbound* liberat* unlock* jailbreak* jailbroken frei befreit* uneingeschrankt* libre libere* libero libera* livre свобод* ozgur حر حرة स्वतंत्र আজাদ 自由 解放 자유* อิสระ tudo bebas anarch*`,
  `act pretend* behave roleplay* simulat* imagine become impersonat* play persona role character* assume agier* handle* verhalte* spiel* stell agis agir joue* jouer* comport* actua* simul* fing* compor* agisci agire interpreta* aja finj* age comporte* действ* притвор* представ* веди davran* gibi تصرف* تظاهر* تخيل व्यवहार मान कल्पना 假装 扮演 假设 行动 ふり 演じ 行動 행동* 척 สวมบท แสร้ง gia bertindak berpura*`,
  `mode modus modo modalita tryb* режим* mod modu moda وضع मोड मोड्स 模式 モード 모드* โหมด chedo`,
  `obey* follow* comply* compl* adher* submit* gehorch* befolg* folge* obei* obed* suis* suivre sigue* seguir* segui* siga* подчин* следуй* слушай* itaat* uy اطع* اتبع पालन मानो 服从 遵守 听从 従って 従う 따르* 복종* ทำตาม tuan patuh* ikuti sundin execut* ausfuhr* ejecut* esegui* выполн* 执行 実行 실행*`,
  `say says answer* respond* reply* replied antwort* sage* repond* responde* respond* rispond* di respuesta* ответ* скажи* cevap* de اجب* قل जवाब उत्तर कहो বলো 回答 说 答え 言って 대답* 답* ตอบ tra loi jawab* sumagot`,
  `refus* declin* apolog* sorry cannot weiger* ablehn* refuse* negar* rifiut* recus* отказ* reddet* ترفض मना 拒绝 拒否 거부* ปฏิเสธ`,
  `illegal* unlawful immoral* bomb* weapon* drug* meth hack* malware virus ransomware poison* steal* stolen murder* kill* racist* hate* violen* porn* nsfw explosiv* crime* criminal* bombe* waffe* drogen* hacken arme* drogue* pirat* arma* droga* бомб* оруж* наркот* взлом* bomba silah قنبلة बम हथियार 炸弹 武器 毒品 爆弾 爆彈 폭탄* 무기* ระเบิด bom fuck* shit* swear* curse* vulgar* profan*`,
  // the talk itself
  `word words text message* conversation* sentence* chat context phrase* wort* nachricht* gesprach* satz* text* mot mots texte* phrase* palabra* mensaje* conversac* parol* messaggi* conversaz* palavra* mensage* conversa слов* сообщен* текст* разговор* kelime* mesaj* metin* الكلمة النص رسالة* الرسالة शब्द संदेश बातचीत 文字 消息 对话 内容 文章 会話 メッセージ 메시지* 대화* 내용* ข้อความ tinnhan pesan teks`,
  `train* trained programmed created built designed made fed constructed trainier* programmier* erstellt* entraine* cree* construit* formation entren* cread* construid* addestra* creato creata costruit* treinad* treinamento criad* construid* обуч* создан* запрограмм* egit* programla* तुम्हें बनाया प्रशिक्षण* 训练 创建 编程 訓練 作られ 훈련* 학습* ฝึก`,
  // to do something in the world, for somebody
  `send sends forward* email e-mail mail transfer* wire upload* post submit exfiltrat* transmit* deposit* invite purchase buy book delete remove execute run download* install* visit click navigate open curl wget fetch schicke* sende* uberweis* envoi* envoy* transfer* virement envia* invia* trasferisc* отправ* перев* gonder* ارسل حول भेजो भेजें 发送 转账 送信 送って 보내* 전송* ส่ง gui kirim`,
  `user users human humans person utilisateur* usuario* utente utenti nutzer* benutzer* пользовател* kullanici* المستخدم उपयोगकर्ता* 用户 ユーザー 사용자* ผู้ใช้ nguoidung pengguna`,
  `important urgent* attention critical* crucial* mandatory priorit* immediately wichtig* dringend* achtung* sofort* urgence importan* immediat* atencion* attenzione atencao внимани* важн* срочн* onemli acil مهم عاجل महत्वपूर्ण ध्यान 重要 注意 紧急 緊急 중요* สำคัญ quantrong penting mahalaga`,
  `must should shall need have required always musst* sollst* muss immer dois devez doit toujours debes tienes siempre devi deve sempre deves должен должна обязан* всегда zorunda* gerek* her يجب دائما चाहिए हमेशा 必须 应该 总是 必ず 常に 반드시* 항상* ต้อง phai harus dapat`,
  `task tasks request* goal* objective* question* answerin* mission aufgabe* frage* tache* question* tarea* pregunta* compito domanda* tarefa* pergunta* задач* вопрос* gorev* soru* مهمة सवाल कार्य 任务 问题 タスク 質問 작업* 질문* งาน nhiem tugas`,
  `http https www url link website webhook endpoint server`,
  `stop end finish* over cancel* terminate* halt disable* deactivat* turn off shut suspend* beend* stopp* deaktivier* arret* desactiv* deten* disattiv* desativ* остановая новое новые новый новую новой отключ* выключ* durdur* kapat* توقف اوقف बंद रोको 停止 关闭 关掉 取消 停止 無効 중지* 비활성* หยุด dung hentikan`,
  `file files document* env folder director* database* account* bank iban card balance invoice calendar channel inbox contact* repository credentials config`,
]
