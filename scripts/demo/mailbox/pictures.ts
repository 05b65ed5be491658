/** Pictures drawn in code, as PNG: landscapes in place of photographs, and a floor plan. */
import { crc32, deflateSync } from 'node:zlib'
import { chanceFrom } from './chance.ts'

type Colour = [red: number, green: number, blue: number]
type Canvas = { width: number; height: number; pixels: Buffer }

function canvas(width: number, height: number, colourAt: (x: number, y: number) => Colour): Canvas {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) pixels.set(colourAt(x, y), (y * width + x) * 3)
  }
  return { width, height, pixels }
}

function fill(
  { width, pixels }: Canvas,
  [x0, y0, w, h]: [number, number, number, number],
  colour: Colour,
): void {
  for (let y = y0; y < y0 + h; y += 1) {
    for (let x = x0; x < x0 + w; x += 1) pixels.set(colour, (y * width + x) * 3)
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}

/** PNG (ISO 15948), 8-bit RGB, each row subtracted from the one above: smooth pictures stay small. */
function png({ width, height, pixels }: Canvas): Buffer {
  const stride = width * 3
  const rows = Buffer.alloc((stride + 1) * height)
  for (let y = 0; y < height; y += 1) {
    rows[y * (stride + 1)] = 2
    for (let x = 0; x < stride; x += 1) {
      const above = y > 0 ? (pixels[(y - 1) * stride + x] ?? 0) : 0
      rows[y * (stride + 1) + 1 + x] = ((pixels[y * stride + x] ?? 0) - above) & 255
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const SKIES: [Colour, Colour][] = [
  [
    [252, 214, 170],
    [120, 150, 190],
  ],
  [
    [246, 226, 204],
    [206, 128, 110],
  ],
  [
    [214, 232, 240],
    [88, 140, 176],
  ],
  [
    [238, 232, 220],
    [140, 168, 150],
  ],
  [
    [250, 206, 190],
    [92, 84, 140],
  ],
]

const mix = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
]

/** A landscape: sky, sun, and hills one behind the other. The same seed is the same picture. */
export function landscape(seed: number, width = 480, height = 300): Buffer {
  const chance = chanceFrom(seed)
  const [low, high] = chance.pick(SKIES)
  const sun = { x: chance.between(width * 0.2, width * 0.8), y: height * 0.34, radius: height * 0.09 }
  const hills = [0.5, 0.62, 0.76].map((base, index) => ({
    base: base * height,
    swell: chance.between(6, 20) + index * 4,
    length: width / chance.between(3, 6),
    phase: chance.between(0, 6),
    colour: mix(high, [24, 52, 48], 0.35 + index * 0.28),
  }))
  return png(
    canvas(width, height, (x, y) => {
      for (const hill of hills.toReversed()) {
        if (y > hill.base + Math.sin(x / hill.length + hill.phase) * hill.swell) return hill.colour
      }
      if (Math.hypot(x - sun.x, y - sun.y) < sun.radius) return [255, 244, 214]
      return mix(high, low, y / (height * 0.6))
    }),
  )
}

/** The plan of a studio with two rooms. */
export function floorPlan(): Buffer {
  const sheet = canvas(640, 460, () => [250, 249, 246])
  const ink: Colour = [38, 58, 70]
  const walls: [number, number, number, number][] = [
    [40, 40, 560, 8],
    [40, 412, 560, 8],
    [40, 40, 8, 380],
    [592, 40, 8, 380],
    [360, 40, 5, 170],
    [360, 280, 5, 140],
    [360, 250, 240, 5],
    [110, 32, 120, 4],
    [430, 32, 110, 4],
    [32, 180, 4, 120],
  ]
  for (const wall of walls) fill(sheet, wall, ink)
  fill(sheet, [480, 250, 60, 5], [250, 249, 246])
  fill(sheet, [90, 340, 150, 40], [206, 222, 216])
  fill(sheet, [440, 90, 100, 60], [232, 214, 190])
  return png(sheet)
}
