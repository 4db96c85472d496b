const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/** An address that may be put into href, or null: `javascript:` and its like never pass. */
export function safeAddress(address) {
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  return url && SAFE.has(url.protocol) ? url.href : null;
}

/** The `start` payload of a link to our own bot ("" without one), or null for every other link. */
export function deepLink(address, username) {
  const url = new URL(address);
  const named =
    url.protocol === "tg:" ? url.searchParams.get("domain") : /(^|\.)t\.me$/.test(url.host) && url.pathname.slice(1);
  if (!named || named.toLowerCase() !== username?.toLowerCase()) return null;
  return url.searchParams.get("start") ?? "";
}
