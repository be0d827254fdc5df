import { expect, test } from '@jest/globals'
import { localesOf } from '../../src/findings/locales.js'
import { file, told, wasteOfLayers } from './waste-images.js'

test.each([
  [['PATH=/bin', 'LANG=de_DE.UTF-8'], ['de_DE.UTF-8']],
  [
    ['LANGUAGE=de_AT:de:en', 'LC_ALL=fr'],
    ['de_AT', 'de', 'en', 'fr'],
  ],
  [['LC_MESSAGES=it'], ['it']],
  [['LANG=', 'LANG', 'LC_TIME=de_DE', 'MY_LANG=de', 'LANGUAGES=de'], []],
  [[], []],
])('%j asks for %j', (env, locales) => expect(localesOf(env)).toEqual(locales))

test('translations into the language of the image’s own settings are no waste', async () => {
  const files = ['de', 'fr'].map((name) => file(`usr/share/locale/${name}/LC_MESSAGES/a.mo`, 50_000))
  const inGerman = await wasteOfLayers([{ by: 'RUN make install', files }], { environment: ['LANG=de_DE.UTF-8'] })
  expect([told(inGerman.found), inGerman.bytes]).toEqual([['docs-and-locales 50000'], 50_000])
  expect((await wasteOfLayers([{ by: 'RUN make install', files }])).bytes).toBe(100_000)
})
