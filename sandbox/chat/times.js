const DAY = 86_400_000;

/** 14:05, from Unix seconds. */
export function clock(seconds, language) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    seconds * 1000,
  );
}

/** 14:05:09.3, from a Date. */
export function exactClock(date, language) {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1, hourCycle: "h23",
  }).format(date);
}

/** The moment in full, for a tooltip. */
export function fullTime(seconds, language) {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium" }).format(seconds * 1000);
}

/** A key that two moments of one local day share. */
export function dayOf(seconds) {
  return new Date(seconds * 1000).toDateString();
}

/** Today, Yesterday, 12 May, or 12 May 2024 when the year is another. */
export function dayName(seconds, words) {
  const now = Date.now();
  if (dayOf(seconds) === new Date(now).toDateString()) return words.today;
  if (dayOf(seconds) === new Date(now - DAY).toDateString()) return words.yesterday;
  const date = new Date(seconds * 1000);
  const year = date.getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(words.language, { day: "numeric", month: "long", year }).format(date);
}

/** The time of a chat's last message: a clock today, a short date before. */
export function shortMoment(seconds, language) {
  if (dayOf(seconds) === new Date().toDateString()) return clock(seconds, language);
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(seconds * 1000);
}

/** 340 KB, 1.2 MB. */
export function fileSize(bytes, language) {
  const [amount, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: amount < 10 ? 1 : 0 }).format(
    amount,
  );
}
