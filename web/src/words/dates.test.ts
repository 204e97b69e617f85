import { beforeAll, describe, expect, it } from 'vitest';

import { activate } from '.';
import {
  ageOn,
  ageText,
  civil,
  clock,
  dateTime,
  eraDate,
  longDate,
  readDate,
  shortTime,
  showEras,
  waited,
  weekdayDate,
} from './dates';

beforeAll(() => activate('ja'));

describe('和暦', () => {
  it('names the first year 元年 and changes on the day', () => {
    expect(eraDate('2019-05-01')).toBe('令和元年5月1日');
    expect(eraDate('2019-04-30')).toBe('平成31年4月30日');
    expect(eraDate('1989-01-07')).toBe('昭和64年1月7日');
    expect(eraDate('1912-07-29')).toBe('明治45年7月29日');
    expect(eraDate('2021-04-01')).toBe('令和3年4月1日');
  });
  it('is silent about what is no date or before the solar calendar', () => {
    expect(eraDate('2023-02-30')).toBe('');
    expect(eraDate('1872-12-31')).toBe('');
    expect(eraDate('')).toBe('');
  });
});
describe('a device that shows eras', () => {
  it('says them in every date with a year, and only in Japanese', () => {
    showEras(true);
    expect(longDate('2019-04-30')).toBe('平成31年4月30日');
    expect(longDate('2019-05-01')).toBe('令和元年5月1日');
    expect(dateTime('2026-11-29T00:10:00')).toBe('令和8年11月29日 00:10');
    expect(longDate('1850-01-01')).toBe('1850年1月1日'); // before the solar calendar
    showEras(false);
    expect(longDate('2019-05-01')).toBe('2019年5月1日');
  });
});

describe('a moment', () => {
  it("is said in Japanese as the browser's own tables say it", () => {
    const now = new Date(2026, 11, 31, 12);
    for (let day = 0; day < 800; day += 3) {
      const at = new Date(2025, 0, 1 + day, (day * 7) % 24, (day * 13) % 60);
      const by = (options: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat('ja-JP', options).format(at);
      const time = { hour: '2-digit', minute: '2-digit' } as const;
      const date = { month: 'long', day: 'numeric' } as const;
      expect(clock(at.toISOString())).toBe(by(time));
      expect(weekdayDate(at)).toBe(by({ ...date, weekday: 'short' }));
      expect(dateTime(at.toISOString())).toBe(
        by({ year: 'numeric', month: 'numeric', day: 'numeric', ...time }),
      );
      const year = at.getFullYear() === 2026 ? time : ({ year: 'numeric' } as const);
      if (now.getTime() - at.getTime() > 2 * 86_400_000)
        expect(shortTime(at.toISOString(), now)).toBe(by({ ...date, ...year }));
    }
  });
  it('is said in the language of the screen, also after a change of it', async () => {
    const at = new Date(2024, 10, 3, 9, 5).toISOString();
    const now = new Date(2026, 0, 1);
    expect(shortTime(at, now)).toBe('2024年11月3日');
    await activate('en');
    expect(shortTime(at, now)).toBe('November 3, 2024');
    await activate('ja');
    expect(shortTime(at, now)).toBe('2024年11月3日');
  });
});
describe('readDate', () => {
  it.each([
    ['令和3年4月1日', '2021-04-01'],
    ['令和元年5月1日', '2019-05-01'],
    ['R3.4.1', '2021-04-01'],
    ['Ｈ２５／１２／３', '2013-12-03'],
    ['昭和10年1月2日', '1935-01-02'],
    ['2021/4/1', '2021-04-01'],
    ['20210401', '2021-04-01'],
    ['2021年4月1日', '2021-04-01'],
  ])('reads %s', (typed, date) => expect(readDate(typed)).toBe(date));
  it.each(['2023-02-30', '令和3年13月1日', 'きのう', ''])('refuses %s', (typed) =>
    expect(readDate(typed)).toBeNull(),
  );
});
describe('ages', () => {
  it('count whole months and years', () => {
    expect(ageOn('2019-09-23', '2024-11-23')).toEqual({ years: 5, months: 2 });
    expect(ageOn('2019-09-24', '2024-11-23')).toEqual({ years: 5, months: 1 });
    expect(ageOn('2025-01-01', '2024-11-23')).toBeNull();
  });
  it('are told in months until seven', () => {
    expect(ageText(5, 2)).toBe('5歳2か月');
    expect(ageText(12, 3)).toBe('12歳');
  });
});
describe('times', () => {
  const now = new Date(2026, 10, 24, 9, 0);
  it('are told from today', () => {
    expect(shortTime(new Date(2026, 10, 24, 8, 10).toISOString(), now)).toBe('今日 08:10');
    expect(shortTime(new Date(2026, 10, 23, 23, 59).toISOString(), now)).toBe('昨日 23:59');
    expect(shortTime(new Date(2024, 0, 5).toISOString(), now)).toBe('2024年1月5日');
  });
  it('say how long something waits', () => {
    expect(waited(new Date(now.getTime() - 3 * 86_400_000).toISOString(), now.getTime())).toBe('3日');
    expect(waited(new Date(now.getTime() - 59_000).toISOString(), now.getTime())).toBe('0分');
  });
  it('know real days', () => {
    expect(civil('2024-02-29')).not.toBeNull();
    expect(civil('2023-02-29')).toBeNull();
  });
});
