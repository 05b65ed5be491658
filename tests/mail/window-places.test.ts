import { expect, test } from 'vitest'
import { type Stand, windowPlaces } from '#lib/mail/window-places.ts'

const window = (key: string, used: number, stand: Stand = 'open') => ({ key, used, stand })
const places = (windows: Parameters<typeof windowPlaces>[0], width: number) =>
  [...windowPlaces(windows, width)].map(([key, stand]) => `${key} ${stand}`)

test('those used last have room beside each other, the others are minimised', () => {
  const three = [window('a', 3), window('b', 1), window('c', 2)]
  expect(places(three, 2000)).toEqual(['a open', 'b open', 'c open'])
  expect(places(three, 1440)).toEqual(['a open', 'b minimised', 'c open'])
  expect(places(three, 1024)).toEqual(['a open', 'b minimised', 'c minimised'])
})

test('the one used last is shown, however narrow the page is', () => {
  expect(places([window('a', 1), window('b', 2)], 700)).toEqual(['a minimised', 'b open'])
})

test('what is minimised stays so, whatever room there is', () => {
  expect(places([window('a', 2, 'minimised'), window('b', 1)], 3000)).toEqual(['a minimised', 'b open'])
})

test('one fills the page, and the others keep their places', () => {
  expect(places([window('a', 1, 'full'), window('b', 3), window('c', 2, 'full')], 3000)).toEqual([
    'a open',
    'b open',
    'c full',
  ])
})

test('on a phone the one used last is all there is', () => {
  expect(places([window('a', 1), window('b', 2), window('c', 3, 'minimised')], 390)).toEqual([
    'a minimised',
    'b full',
    'c minimised',
  ])
  expect(places([window('a', 1, 'minimised')], 390)).toEqual(['a minimised'])
})
