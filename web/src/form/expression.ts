// The part of FHIRPath (hl7.org/fhirpath/N1) that forms may use, worked out while somebody types, so that sums move at
// once. The server works them out again (src/form/expression); where the two could differ, the server is right.
import { ageOn, civil } from '../words/dates';

export type Atom = number | string | boolean | { day: string };
export interface Surroundings {
  today: string;
  answers: (linkId: string) => Atom[];
}
type Sum = (around: Surroundings) => Atom[];
export interface Expression {
  evaluate: Sum;
  /** The linkIds it asks. */
  links: readonly string[];
}
const functions = ['sum', 'count', 'exists', 'empty', 'not', 'first', 'last', 'round', 'age'];
const isDay = (x: Atom | undefined): x is { day: string } => typeof x === 'object';
const words = (x: Atom | undefined): string => (x === undefined ? '' : isDay(x) ? x.day : String(x));
const truth = (atoms: Atom[]) => atoms.length === 1 && atoms[0] === true;
const days = (text: string) => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

function arithmetic(sign: string, left: Atom[], right: Atom[]): Atom[] {
  if (sign === '&') return [words(left[0]) + words(right[0])];
  if (left.length !== 1 || right.length !== 1) return [];
  const [a] = left;
  const [b] = right;
  if (typeof a === 'string' && typeof b === 'string' && sign === '+') return [a + b];
  if (isDay(a) && isDay(b) && sign === '-') return [days(a.day) - days(b.day)];
  if (typeof a !== 'number' || typeof b !== 'number') return [];
  if (sign === '/' && b === 0) return []; // FHIRPath 6.6.2
  return [sign === '+' ? a + b : sign === '-' ? a - b : sign === '*' ? a * b : a / b];
}
function compared(sign: string, left: Atom[], right: Atom[]): Atom[] {
  if (left.length !== 1 || right.length !== 1 || typeof left[0] !== typeof right[0]) return [];
  const [a, b] = [left[0]!, right[0]!].map((x) => (isDay(x) ? x.day : x)) as [string, string];
  switch (sign) {
    case '=':
      return [a === b];
    case '!=':
      return [a !== b];
    case '<':
      return [a < b];
    case '>':
      return [a > b];
    case '<=':
      return [a <= b];
    default:
      return [a >= b];
  }
}
function applied(name: string, atoms: Atom[], digits: Atom[], today: string): Atom[] {
  const [first] = atoms;
  switch (name) {
    case 'count':
      return [atoms.length];
    case 'exists':
      return [atoms.length > 0];
    case 'empty':
      return [atoms.length === 0];
    case 'sum':
      return [atoms.reduce((sum: number, x) => sum + (typeof x === 'number' ? x : 0), 0)];
    case 'first':
      return first === undefined ? [] : [first];
    case 'last':
      return atoms.slice(-1);
    case 'not':
      return typeof first === 'boolean' ? [!first] : [];
    case 'age': {
      const age = isDay(first) ? ageOn(first.day, today) : null;
      return age ? [age.years] : [];
    }
    default: {
      if (atoms.length !== 1 || typeof first !== 'number') return [];
      const scale = 10 ** Math.min(6, Math.max(0, Math.trunc(Number(digits[0] ?? 0))));
      return [Math.round(first * scale) / scale];
    }
  }
}

/** Recursive descent; each level of precedence is one function. */
class Parser {
  private at = 0;
  readonly links: string[] = [];
  constructor(private readonly text: string) {}

  whole(): Sum {
    const sum = this.or();
    this.skip();
    if (this.at < this.text.length) this.stop();
    return sum;
  }
  private stop(): never {
    throw new SyntaxError(this.text.slice(this.at, this.at + 20));
  }
  private skip(): void {
    while (/\s/.test(this.text.charAt(this.at))) this.at++;
  }
  private take(sign: string): boolean {
    this.skip();
    if (!this.text.startsWith(sign, this.at)) return false;
    this.at += sign.length;
    return true;
  }
  private match(pattern: RegExp): RegExpExecArray | null {
    this.skip();
    const found = new RegExp(pattern.source, 'y');
    found.lastIndex = this.at;
    const got = found.exec(this.text);
    if (got) this.at = found.lastIndex;
    return got;
  }
  private must(sign: string): void {
    if (!this.take(sign)) this.stop();
  }
  private or(): Sum {
    let left = this.and();
    while (this.match(/or\b/)) {
      const [a, b] = [left, this.and()];
      left = (x) => [truth(a(x)) || truth(b(x))];
    }
    return left;
  }
  private and(): Sum {
    let left = this.comparison();
    while (this.match(/and\b/)) {
      const [a, b] = [left, this.comparison()];
      left = (x) => [truth(a(x)) && truth(b(x))];
    }
    return left;
  }
  private comparison(): Sum {
    const left = this.addition();
    const sign = this.match(/!=|<=|>=|=|<|>/)?.[0];
    if (!sign) return left;
    const right = this.addition();
    return (x) => compared(sign, left(x), right(x));
  }
  private chain(signs: RegExp, next: () => Sum): Sum {
    let left = next();
    for (let sign = this.match(signs)?.[0]; sign; sign = this.match(signs)?.[0]) {
      const [a, b, by] = [left, next(), sign];
      left = (x) => arithmetic(by, a(x), b(x));
    }
    return left;
  }
  private addition(): Sum {
    return this.chain(/[-+&]/, () => this.multiplication());
  }
  private multiplication(): Sum {
    return this.chain(/[*/]/, () => this.unary());
  }
  private unary(): Sum {
    if (!this.take('-')) return this.postfix();
    const part = this.postfix();
    return (x) => arithmetic('-', [0], part(x));
  }
  private postfix(): Sum {
    let sum = this.primary();
    while (this.take('.')) {
      const name = this.match(/[A-Za-z]+/)?.[0] ?? '';
      if (!functions.includes(name)) this.stop();
      this.must('(');
      const before = sum;
      let digits: Sum = () => [];
      if (!this.take(')')) {
        if (name !== 'round') this.stop();
        digits = this.or();
        this.must(')');
      }
      sum = (x) => applied(name, before(x), digits(x), x.today);
    }
    return sum;
  }
  private primary(): Sum {
    if (this.take('(')) {
      const inner = this.or();
      this.must(')');
      return inner;
    }
    if (this.take('%resource')) return this.answers();
    // Known to the server alone: it fills in what is known of the person when a document begins.
    if (this.match(/%patient\.[A-Za-z]+(\('[^'\\]*'\))?/)) return () => [];
    const day = this.match(/@(\d{4}-\d{2}-\d{2})/)?.[1];
    if (day) return civil(day) ? () => [{ day }] : this.stop();
    const text = this.match(/'([^'\\]*)'/);
    if (text) return () => [text[1]!];
    const number = this.match(/\d+(\.\d+)?/)?.[0];
    if (number) return () => [Number(number)];
    const flag = this.match(/(true|false)\b/)?.[0];
    if (flag) return () => [flag === 'true'];
    if (this.match(/today\b/)) {
      this.must('(');
      this.must(')');
      return (x) => [{ day: x.today }];
    }
    if (this.match(/iif\b/)) return this.choice();
    return this.stop();
  }
  private choice(): Sum {
    this.must('(');
    const test = this.or();
    this.must(',');
    const yes = this.or();
    this.must(',');
    const no = this.or();
    this.must(')');
    return (x) => (truth(test(x)) ? yes(x) : no(x));
  }
  private answers(): Sum {
    let link = '';
    for (;;) {
      const asked = this.match(/\.where\(\s*linkId\s*=\s*'([^'\\]*)'\s*\)/);
      if (asked) link = asked[1]!;
      else if (!this.match(/\.(item|answer|value|code)\b(?!\()|\.descendants\(\)|\.repeat\(item\)/)) break;
    }
    if (!link) this.stop();
    this.links.push(link);
    return (x) => x.answers(link);
  }
}
/** Null where it is outside of what forms may use. */
export function parse(text: string): Expression | null {
  const parser = new Parser(text);
  try {
    return { evaluate: parser.whole(), links: parser.links };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
