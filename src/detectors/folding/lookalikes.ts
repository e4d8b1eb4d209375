/**
 * Characters that look like Latin letters: the rows of Unicode's confusables.txt (UTS #39, version 17.0.0) whose target is
 * Latin letters and that compatibility decomposition does not fold already, with the small capitals and ß added. Code
 * points in hexadecimal; only lower case where a character has it.
 */
export type LookalikeTable = Readonly<Record<string, string>>

/** Read as Latin wherever they stand. Text in these scripts stays searchable, because what it is compared with is folded too. */
export const ALWAYS: LookalikeTable = {
  a: '251 3b1 430 15c5 1d00 a4ee',
  b: '180 183 253 299 463 48d 1472 1473 15af 15f7 a4d0',
  c: '23c 441 4ab 1d04 2ca5 a4da abaf',
  d: '111 18c 256 257 501 146f 15de 15ea 1d05 a4d2 a4d3',
  e: '1dd 247 259 435 4bd 4bf 1d07 a4f0 ab32',
  f: '192 584 15b4 1d6e 1e9d a4dd a730 a799 ab35 1d213',
  g: '18d 1e5 260 261 262 581 1d83 a4d6',
  h: '127 266 29c 45b 4bb 570 157c a4e7 a695',
  i: '131 268 269 26a 3b9 456 582 1d7b 1d7c 2c93 a647 ab75',
  j: '249 3f3 458 148d 1d0a a4d9',
  k: '199 1d0b a4d7',
  l: '142 19a 1c0 26b 26d 29f 4cf 14aa a4e1 a4f2 1d22a',
  m: '15f0 1d0d a4df',
  n: '14b 19e 273 274 3b7 572 578 57c 1d70 a4e0 1018e',
  o: 'f8 275 3b8 3bf 3c3 3ed 43e 473 4e9 585 10ff 1d0f 1d11 2c91 2c9f a4f3 a74b ab3d ab3e ab74 ab8e abbb 1d21a',
  p: 'fe 1a5 1bf 3c1 3f8 440 146d 1d18 1d7d 2ca3 2ccf a4d1',
  q: '2a0 51b 563 566',
  r: '24d 27c 27d 280 433 493 1587 1d26 1d72 2c85 a4e3 ab47 ab48 ab81 1d216',
  s: '1bd 282 455 1d74 a4e2 a731 abaa',
  t: '167 1ad 1d1b 1d75 a4d4',
  u: '28b 3c5 45f 57d 144c 1d1c 1d7e a4f4 a79f ab4e ab52 ab9c',
  v: '3bd 475 142f 1d20 a4e6 aba9 1d20d',
  w: '26f 448 461 47d 51d 561 1d21 2cbd a4ea a761 ab83',
  x: '445 1541 157d 166d 166e a4eb',
  y: '1b4 24f 263 28f 3b3 443 4af 4b1 10e7 1d8c 1eff 2ca9 a4ec ab5a',
  z: '1b6 225 290 1d22 1d76 a4dc ab93',
  aa: 'a733',
  ae: 'e6',
  ao: 'a735',
  au: 'a737',
  av: 'a739 a73b',
  ay: 'a73d',
  dz: '2a3',
  fn: '2a9',
  ll: '1c1',
  ls: '2aa',
  lz: '2ab',
  oe: '153',
  oo: 'a74f',
  rn: '271 1d6f',
  ss: 'df',
  tf: 'a777',
  ts: '2a6',
  ue: '1d6b',
  uo: 'ab63',
}

/**
 * Read as Latin only beside a Latin letter: symbols, capitals whose small letter looks different, and letters of scripts
 * that nobody reads as Latin in a text of their own.
 */
export const BESIDE_LATIN: LookalikeTable = {
  a: '13aa 2376 237a 102a0 16f40',
  b: '184 392 412 42c 13cf 13f4 2c82 a7b4 10282 102a1 10301 16eb6 1d6a9 1d6e3 1d71d 1d757 1d791',
  c: 'a2 3f2 1004 105a 102a2 10302 1043d 1051c 118e9 118f2 1f74c',
  d: 'd0 13a0 13e7 20ab',
  e: '395 13ac 212e 22ff 2d39 10286 118ae 1d6ac 1d6e6 1d720 1d75a 1d794',
  f: '3dc 10287 102a5 10525 118c2 1d7ca',
  g: '50c 13c0 13f3',
  h: '41d 4a2 4c7 4c9 13bb 13c2 13f2 1d78 2c67 2c8e 102cf',
  i: '2373 2378 118c3',
  j: '13ab a7b2',
  k: '39a 41a 49a 49e 13e6 16d5 20ad 2c69 2c94 a740 10518 1d6b1 1d6eb 1d725 1d75f 1d799',
  l:
    '5c0 5d5 5df 627 661 6f1 7ca 13de 16c1 2223 23fd 2cd0 2d4f 1028a 10309 10320 1041b 10526 118b2 11dda ' +
    '11de1 16eaa 16f16 16f28 1e8c7',
  m: '39c 3fa 41c 4cd 13b7 16d6 2c98 102b0 10311 1d6b3 1d6ed 1d727 1d761 1d79b',
  n: '19d 2c9a 10513',
  o:
    '5e1 647 665 6be 6c1 6d5 6f5 6ff 7c0 966 9e6 a66 ae6 b20 b66 be6 c02 c66 c82 ce6 d02 d20 d66 d82 e50 ed0 ' +
    '101d 1040 12d0 17e0 2296 229d 236c 2d31 2d41 2d54 3007 10292 102ab 1042c 104ea 10516 114d0 118c8 118d7 ' +
    '118e0 11de0 1f714',
  p: '13e2 2374 10295',
  q: '2d55',
  r: '13a1 13d2 104b4 16f35',
  s: '54f d1f 13d5 10296 10448 118c1 16f3a',
  t: '1ae 23e 3a4 422 4ac 13a2 22a4 2361 27d9 2ca6 10297 102b1 10315 16f0a 1d6bb 1d6f5 1d72f 1d769 1d7a3 1f768',
  u: '244 1200 222a 22c3 104f6 118d8 16f42',
  v: '5d8 667 6f7 2228 22c1 2d38 a6df 10197 1051d 11706 118c0 16f08',
  w: '13d4 20a9 114c5 1170a 1170e 1170f 118e6 118ef',
  x:
    'd7 3a7 4b2 16b7 2573 292b 292c 2a2f 2a30 2cac 2d5d a7b3 10196 10290 102b4 10317 10322 10527 118ec 1d6be ' +
    '1d6f8 1d732 1d76c 1d7a6',
  y: 'a5 13a9 13bd 102b2 118dc 16f43',
  z: '396 102f5 118a9 118c4 118e5 1d6ad 1d6e7 1d721 1d75b 1d795',
}
