import { D, time } from "./data.js";

const DAY = 86400;
const UNITS = 1e6;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
  "November", "December"];
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The remainder that is never negative. */
const mod = (a, b) => a - Math.floor(a / b) * b;

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; the year 0 is 1 BC. */
function daysOf(year, month, day) {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

/** The tick at which a day begins; months beyond 12 run into the following years. */
export const tickOf = (year, month = 1, day = 1) =>
  daysOf(year + Math.floor((month - 1) / 12), mod(month - 1, 12) + 1, day) * DAY;

/** Year, month and day in which a tick lies. @returns {[number, number, number]} */
export function civilOf(tick) {
  const days = Math.floor(tick / DAY) + 719468;
  const era = Math.floor(days / 146097);
  const d = days - era * 146097;
  const ofEra = Math.floor((d - Math.floor(d / 1460) + Math.floor(d / 36524) - Math.floor(d / 146096)) / 365);
  const ofYear = d - (365 * ofEra + Math.floor(ofEra / 4) - Math.floor(ofEra / 100));
  const shifted = Math.floor((5 * ofYear + 2) / 153);
  const month = shifted + (shifted < 10 ? 3 : -9);
  return [ofEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * shifted + 2) / 5) + 1];
}

function monthLength(year, month) {
  const isLeap = mod(year, 4) === 0 && (mod(year, 100) !== 0 || mod(year, 400) === 0);
  return month === 2 && isLeap ? 29 : LENGTHS[month - 1];
}

/** A year as people count: 2015, 79 AD, 428 BC. */
export function yearWords(year) {
  if (year <= 0) return `${1 - year} BC`;
  return year < 1000 ? `${year} AD` : `${year}`;
}

/** A number axis has six digits behind the point at most, and none that a double does not have. */
function numberText(tick) {
  const value = Number((tick / UNITS).toPrecision(15));
  return `${Number(value.toFixed(6))}`;
}

/** A tick in words: the day, or the month or year where the dataset knows no more and the tick begins one. */
export function dateLabel(tick) {
  if (!time.dated) return "No dates";
  if (time.number) return `${numberText(tick)} ${time.unit}`.trim();
  const [year, month, day] = civilOf(tick);
  const beginsDay = mod(tick, DAY) === 0;
  if (Math.abs(year) > 9999) return yearWords(year);
  if (time.precision === "YEAR" && beginsDay && month === 1 && day === 1) return yearWords(year);
  if (time.precision === "MONTH" && beginsDay && day === 1) return `${MONTHS[month - 1]} ${yearWords(year)}`;
  return `${day} ${MONTHS[month - 1]} ${yearWords(year)}`;
}

/** The same in few letters, for narrow places. */
export function shortLabel(tick) {
  if (time.number || !time.dated) return dateLabel(tick);
  const [year, month, day] = civilOf(tick);
  if (Math.abs(year) > 9999) return yearWords(year);
  return `${day} ${MONTHS[month - 1].slice(0, 3)} ${yearWords(year)}`;
}

const two = (value) => `${value}`.padStart(2, "0");

/** A tick as the address bar carries it, which `parseDate` reads back exactly. */
export function dateText(tick) {
  if (time.number) {
    const text = numberText(tick);
    return Number(text) * UNITS === tick ? text : `t:${tick}`;
  }
  const [year, month, day] = civilOf(tick);
  if (Math.abs(year) > 9999) return `t:${tick}`;
  const text = `${year < 0 ? "-" : ""}${`${Math.abs(year)}`.padStart(4, "0")}-${two(month)}-${two(day)}`;
  const second = mod(tick, DAY);
  if (!second) return text;
  return `${text}T${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}Z`;
}

const DATE = /^(-?\d{4}|Y-?\d{5,10})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d))?)?Z?)?)?)?$/;

/** The tick of a typed date at its earliest, or null when it is none. @returns {number | null} */
export function parseDate(text) {
  const raw = /^t:(-?\d{1,19})$/.exec(text);
  if (raw) return Number(raw[1]);
  if (time.number) return text.trim() && Number.isFinite(Number(text)) ? Math.round(Number(text) * UNITS) : null;
  const found = DATE.exec(text.trim());
  if (!found) return null;
  const [year, month, day] = [Number(found[1].replace("Y", "")), Number(found[2] ?? 1), Number(found[3] ?? 1)];
  const [hour, minute, second] = [found[4], found[5], found[6]].map((part) => Number(part ?? 0));
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month);
  return exists && hour < 24 && minute < 60 && second < 60
    ? tickOf(year, month, day) + hour * 3600 + minute * 60 + second
    : null;
}

export const clamp = (tick) => Math.min(Math.max(tick, time.first), time.last);

/** The same day some years later; 29 February becomes the 28th. On a number axis a thirtieth of the span. */
export function addYears(tick, count) {
  if (time.number) return tick + count * time.year;
  const [year, month, day] = civilOf(tick);
  return tickOf(year + count, month, Math.min(day, monthLength(year + count, month))) + mod(tick, DAY);
}

/** A round width of 1, 2 or 5 times a power of ten, so that at most so many fit into a span. */
function roundWidth(span, most) {
  for (let power = 1; ; power *= 10) {
    for (const factor of [1, 2, 5]) if (span / (factor * power) <= most - 1) return factor * power;
  }
}

/** Round ticks between two, as many as possible but at most `most`. @returns {{tick: number, label: string}[]} */
export function axisMarks(t0, t1, most) {
  if (!time.dated || !(t1 > t0)) return [];
  if (time.number) return steps(t0, t1, roundWidth(t1 - t0, most)).map((tick) => ({ tick, label: numberText(tick) }));
  const days = (t1 - t0) / DAY;
  if (days / 31 > most) return yearMarks(t0, t1, most);
  for (const seconds of [60, 300, 900, 3600, 10800, 21600]) {
    if ((t1 - t0) / seconds <= most) return steps(t0, t1, seconds).map((tick) => ({ tick, label: clockLabel(tick) }));
  }
  for (const width of [1, 2, 7, 14]) {
    if (days / width <= most) return steps(t0, t1, width * DAY).map((tick) => ({ tick, label: dayLabel(tick) }));
  }
  const [year, month] = civilOf(t0);
  const width = [1, 3, 6].find((each) => days / 30 / each <= most) ?? 6;
  const marks = [];
  for (let k = Math.ceil((month - 1) / width) * width; tickOf(year, k + 1) <= t1; k += width) {
    const tick = tickOf(year, k + 1);
    if (tick >= t0) marks.push({ tick, label: monthLabel(tick) });
  }
  return marks;
}

function steps(t0, t1, width) {
  const ticks = [];
  for (let tick = Math.ceil(t0 / width) * width; tick <= t1; tick += width) ticks.push(tick);
  return ticks;
}

function yearMarks(t0, t1, most) {
  const [first, last] = [civilOf(t0 - 1)[0] + 1, civilOf(t1)[0]];
  const width = roundWidth(Math.max(last - first, 1), most);
  return steps(first, last, width).map((year) => ({ tick: tickOf(year), label: yearWords(year) }));
}

function clockLabel(tick) {
  const second = mod(tick, DAY);
  return second ? `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}` : dayLabel(tick);
}

function dayLabel(tick) {
  const [, month, day] = civilOf(tick);
  return `${day} ${MONTHS[month - 1].slice(0, 3)}`;
}

function monthLabel(tick) {
  const [year, month] = civilOf(tick);
  return month === 1 ? yearWords(year) : MONTHS[month - 1].slice(0, 3);
}

/** What a speed of playing is called, in years a second. */
export function speedLabel(speed) {
  if (time.number) return `${speed}×`;
  return speed < 1 ? `${Math.round(speed * 12)} months/s` : `${speed} year${speed === 1 ? "" : "s"}/s`;
}

/** From when a caption still tells what happened: 45 days, or an eighth of a year of a number axis. */
export const captionBack = time.number ? Math.max(1, Math.floor(D.time.year / 8)) : 45 * DAY;
