/** Texts for the gallery and the tests of the list: what people and models write, in many scripts. */
import type { MentionRange, Trust } from './tree.ts';

export interface Sample {
  readonly name: string;
  readonly trust: Trust;
  readonly text: string;
  readonly mentions?: readonly MentionRange[];
}

const ANSWER = `Here is the plan. **Three days** are enough, *if* you start early.

## Day 1: Alfama

1. Take tram \`28E\` before 9:00
2. Walk up to the castle
   - tickets: [castelodesaojorge.pt](https://castelodesaojorge.pt)
   - closed on ~~Mondays~~ holidays
3. Dinner

### What it costs

| Item | Price | Who pays |
|:-----|------:|:--------:|
| Train | €58.00 | Jonas |
| Two nights in a flat that sleeps five | €412.50 | Ana |
| Food and drink | about €120 | everybody |

> You could save $5 and $10 with the city card.

---

- [x] Book the train
- [ ] Reserve the flat
- [ ] Ask 김서연 about the museum

#### A smaller heading

Ends with a line that is long enough to wrap on a narrow screen, so that its end and its caret can be looked at.`;

const CODE = `Run this:

\`\`\`python
import asyncio

@dataclass
class Trip:
    """Where we go, and when."""
    city: str = "Lisbon"
    days: int = 3

async def plan(trip: Trip) -> list[str]:
    # One line for each day
    return [f"Day {n + 1}: {trip.city}" for n in range(trip.days)]
\`\`\`

\`\`\`diff
- old = 1
+ new = 2
\`\`\`

\`\`\`
no language, and a line that is so long that it has to scroll sideways inside of its own box: 0123456789 0123456789 0123456789
\`\`\``;

const MATH = `The roots are $x_{1,2} = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$, and by definition

$$
\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx
= \\sqrt{\\pi}
$$

Also \\(a^2 + b^2 = c^2\\), and

\\[ \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\]

Not math: $5 and $10. Not valid: $\\frac{$ and $\\nonsense{x}$.`;

export const SAMPLES: readonly Sample[] = [
  { name: 'Answer', trust: 'assistant', text: ANSWER },
  { name: 'Code', trust: 'assistant', text: CODE },
  { name: 'Math', trust: 'assistant', text: MATH },
  {
    name: 'Mentions',
    trust: 'person',
    text: 'Hey @Ana and @김서연, ask @_max_ or `@Ana`\nand @Gone:\n  two lines,   with spaces kept',
    mentions: [
      { start: 4, end: 8, profile: 'ana' },
      { start: 13, end: 17, profile: 'seoyeon' },
      { start: 23, end: 29, profile: 'max' },
      { start: 33, end: 37, profile: 'ana' },
      { start: 43, end: 48, profile: 'gone' },
    ],
  },
  {
    name: 'Scripts',
    trust: 'assistant',
    text: `**「日本語」**です。*強調*と https://example.com/次。

**「漢字」**的測試：這是一個很長的句子，用來檢查換行與標點是否正確。

*한국어* 문장도 **굵게** 됩니다.

مرحبا بالعالم، هذه قائمة:

- أولًا **مهم**
- ثانيًا \`code()\`

> اقتباس بالعربية

| الاسم | السعر |
|:--|--:|
| قطار | 58 |

שלום, and English after it.`,
  },
  {
    name: 'Hostile',
    trust: 'person',
    text: `<img src=x onerror=alert(1)> <b>not bold</b> <!-- not hidden -->

[click](javascript:alert(1)) [https://bank.example](https://evil.example/login) https://аpple.com

![a cat](https://tracker.example/pixel.gif) ![](javascript:alert(1))

exe.\u202egpj.harmless

\`\`\`js
if (isAdmin\u202e) { // \u2066 begin admins only
}
\`\`\``,
  },
];
