/** Which characters HTTP allows where (RFC 9110, section 5; RFC 9112, section 3). */

/** A method or the name of a header. */
export const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Matches what must not stand in the value of a header: all control characters but the tab, and what is no single byte. */
export const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/

/** Matches what must not stand in a path: the same, and blanks. */
export const NOT_IN_PATH = /[^\x21-\x7e\x80-\xff]/

/** Whether a byte may stand in the value of a header. */
export function isValueByte(byte: number): boolean {
  return byte === 0x09 || (byte >= 0x20 && byte !== 0x7f)
}
