import { expect, test } from '@jest/globals'
import { parseList } from '../../src/request/csv-list.js'

// What docker/actions-toolkit's Util.getList makes of the same text (csv-parse 5 and 6, relax_quotes).
test.each([
  ['', [], []],
  ['a', ['a'], ['a']],
  ['a,b', ['a', 'b'], ['a,b']],
  ['a\nb\r\nc', ['a', 'b', 'c'], ['a', 'b', 'c']],
  [' a , b \n\n c ', ['a', 'b', 'c'], ['a , b', 'c']],
  ['KEY=a,b=c', ['KEY=a', 'b=c'], ['KEY=a,b=c']],
  ['"a,b",c', ['a,b', 'c'], ['a,b,c']],
  ['"a,b"', ['a', 'b'], ['a,b']],
  ['"A=x\ny"\nB=1', ['A=x\ny', 'B=1'], ['A=x\ny', 'B=1']],
  ['A="x y"', ['A="x y"'], ['A="x y"']],
  ['"A=""x"""', ['A="x"'], ['A="x"']],
  ['"a"b,c', ['"a"b', 'c'], ['"a"b,c']],
  [',a', ['a'], [',a']],
  ['# no comment', ['# no comment'], ['# no comment']],
])('%j', (text, split, kept) => {
  expect(parseList(text, 'split')).toEqual(split)
  expect(parseList(text, 'kept')).toEqual(kept)
})

test.each(['"a', 'b,"', '"a""', '"\n'])('refuses the open quote of %j', (text) => {
  expect(() => parseList(text, 'split')).toThrow(/has a quote that is not closed/)
})
