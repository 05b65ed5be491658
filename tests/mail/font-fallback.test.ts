import { expect, test } from 'vitest'
import { cleanDeclarations } from '#lib/mail/clean-css.ts'
import { withFontFallback } from '#lib/mail/font-fallback.ts'

test.each([
  ['Frutiger', 'Frutiger, system-ui, sans-serif'],
  ['Frutiger, "My Sans"', 'Frutiger, "My Sans", system-ui, sans-serif'],
  ['"MS Sans Serif"', '"MS Sans Serif", system-ui, sans-serif'],
  ['Arial,', 'Arial, system-ui, sans-serif'],
  ['Georgia', 'Georgia, serif'],
  ['"Times New Roman"', '"Times New Roman", serif'],
  ['Courier New', 'Courier New, monospace'],
  ['12px/1.5 Frutiger !important', '12px/1.5 Frutiger, system-ui, sans-serif !important'],
])('%s that this machine may lack falls back by its kind', (fonts, expected) => {
  expect(withFontFallback(fonts)).toBe(expected)
})

test.each([
  'Arial, sans-serif',
  'Georgia,serif',
  'monospace',
  'sans-serif, Arial',
  '-apple-system, Roboto',
  'Arial, sans-serif !important',
  'inherit',
  'inherit !important',
  'caption',
  'var(--font)',
  '',
])('%s is left as it is', (fonts) => {
  expect(withFontFallback(fonts)).toBe(fonts)
})

test('both ways of naming a font in a style are completed, and nothing else is', () => {
  const options = { resolve: () => null }
  expect(cleanDeclarations('font-family: Frutiger; color: red', options)).toBe(
    'font-family:Frutiger, system-ui, sans-serif;color:red;',
  )
  expect(cleanDeclarations('FONT: 12px Frutiger', options)).toBe('font:12px Frutiger, system-ui, sans-serif;')
  expect(cleanDeclarations('font-size: 12px', options)).toBe('font-size:12px;')
})
