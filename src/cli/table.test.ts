/** Columns line up, whatever the cells hold. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { factLines, tableLines } from './table.js'

test('each column is as wide as its widest cell, counted in characters', () => {
  assert.deepEqual(
    tableLines(
      ['A', 'B', 'C'],
      [
        ['1', '––', 'x'],
        ['three', '2', ''],
        ['😀😀', '2', 'y'],
      ],
    ),
    ['A      B   C', '1      ––  x', 'three  2', '😀😀     2   y'],
  )
})

test('no control character reaches the terminal', () => {
  assert.deepEqual(tableLines(['A'], [['\u001b[31mred\n']]), ['A', ' [31mred'])
  assert.deepEqual(
    factLines([
      ['a', '1'],
      ['name', '\u0007x'],
    ]),
    ['  a     1', '  name   x'],
  )
})

test('figures stand to the right', () => {
  assert.deepEqual(
    tableLines(
      ['A', 'COUNT', 'B'],
      [
        ['x', '7', 'y'],
        ['x', '1200', 'y'],
      ],
    ),
    ['A  COUNT  B', 'x      7  y', 'x   1200  y'],
  )
})
