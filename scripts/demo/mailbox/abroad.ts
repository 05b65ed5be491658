/** Letters from elsewhere, each in its own script. */
import type { Calendar } from './chance.ts'
import type { Letter } from './letter.ts'
import { ANANYA, DIMITRI, ELENI, LAYLA, LIWEI, MEI, MINJI, TALIA, YUMI } from './people.ts'
import { floorPlan, landscape } from './pictures.ts'

/** One letter each in nine scripts, and one in none. */
export function abroad({ daysAgo, hoursAgo }: Calendar): Letter[] {
  return [
    {
      from: YUMI,
      subject: '打ち合わせの件',
      at: daysAgo(1, '07:45'),
      flags: ['\\Seen'],
      text: 'サム様\n\nお世話になっております。来週の打ち合わせですが、火曜日の午後三時はご都合いかがでしょうか。和紙の見本を十二種類お持ちします。\n\n駅から工房までの地図を添付いたしました。\n\n山本 由美',
      enclosures: [{ name: '工房までの地図.png', type: 'image/png', bytes: floorPlan() }],
    },
    {
      from: LAYLA,
      subject: 'مخطوطات المعرض',
      at: daysAgo(2, '11:15'),
      flags: [],
      text: 'عزيزي سام،\n\nوصلت صور المخطوطات وهي أجمل مما توقعت. هل يمكننا أن نبدأ من الصفحة السابعة؟ الخط هناك أوضح.\n\nأرسل لك النص الكامل يوم الخميس.\n\nمع أطيب التحيات،\nليلى',
    },
    {
      from: DIMITRI,
      subject: 'Эскизы обложки',
      at: daysAgo(3, '08:22'),
      flags: ['\\Seen'],
      text: 'Сэм, привет!\n\nОтправляю три эскиза обложки. Мне ближе второй: там буквы дышат. Посмотри, пожалуйста, до пятницы.\n\nДима',
      enclosures: [1, 2, 3].map((number) => ({
        name: `Эскиз ${number}.png`,
        type: 'image/png',
        bytes: landscape(50 + number),
      })),
    },
    {
      from: ELENI,
      subject: 'Καλημέρα από τη Θεσσαλονίκη',
      at: daysAgo(4, '06:58'),
      flags: ['\\Seen'],
      text: 'Καλημέρα Σαμ,\n\nτο εργαστήριο άνοιξε ξανά και μυρίζει μελάνι και καφέ. Έλα όποτε θέλεις, το δωμάτιο είναι δικό σου.\n\nΕλένη',
    },
    {
      from: ANANYA,
      subject: 'कार्यशाला की तारीख',
      at: daysAgo(5, '05:30'),
      flags: ['\\Seen', '\\Flagged'],
      text: 'नमस्ते सैम,\n\nकार्यशाला अब बारह दिसंबर को होगी। बीस लोग आ रहे हैं, और सब देवनागरी के अक्षर बनाना सीखना चाहते हैं।\n\nधन्यवाद,\nअनन्या',
    },
    {
      from: LIWEI,
      subject: '关于海报的颜色',
      at: daysAgo(6, '04:10'),
      flags: ['\\Seen'],
      text: '山姆你好：\n\n海报的红色在样张上偏暗，我建议再提亮百分之五。附上两张对比图，请你看看哪一张更好。\n\n李伟',
      enclosures: [
        { name: '对比图一.png', type: 'image/png', bytes: landscape(61) },
        { name: '对比图二.png', type: 'image/png', bytes: landscape(62) },
      ],
    },
    {
      from: MINJI,
      subject: '전시 일정 안내',
      at: daysAgo(7, '03:40'),
      flags: ['\\Seen'],
      text: '샘에게,\n\n전시는 12월 5일에 시작합니다. 설치는 이틀 전부터 가능하고, 벽은 흰색으로 칠해 두었어요.\n\n곧 만나요!\n민지',
    },
    {
      from: TALIA,
      subject: 'הגופן החדש',
      at: daysAgo(8, '15:00'),
      flags: ['\\Seen'],
      text: 'היי סאם,\n\nהגופן החדש מוכן כמעט לגמרי. נשארו רק הסוגריים והפסיקים, והם תמיד הכי קשים.\n\nטליה',
    },
    {
      from: MEI,
      subject: '🎂 🎉 🥟',
      at: hoursAgo(20),
      flags: [],
      text: 'Saturday, my place, seven o’clock: dumplings, and everybody folds their own. 🥟🥟🥟\n\nNo presents. Well: small ones. 🎁\n\nMei',
    },
  ]
}
