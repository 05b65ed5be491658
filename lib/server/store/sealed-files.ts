/** Files in `DATA_DIR` that only this server can read: what was uploaded, and what waits to be sent. */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { config } from '#lib/server/config/config.ts'
import { Opener, SEAL, Sealer } from './sealed-bytes.ts'

/** What a file is, and its name there: it can't be opened as another. */
export type SealedFile = { kind: 'uploads' | 'outbox'; id: string }

const CHUNK = 64 * 1024

function folderOf(kind: SealedFile['kind']): string {
  return join(config().dataDir, kind)
}

function pathOf({ kind, id }: SealedFile): string {
  return join(folderOf(kind), id)
}

function purposeOf({ kind, id }: SealedFile): string {
  return `${kind} ${id}`
}

/**
 * Writes a file to the end, onto the disk itself. Where the source fails nothing is left.
 * @returns how many bytes there were
 * @throws what the source or the file system throws
 */
export async function writeSealedFile(file: SealedFile, source: AsyncIterable<Uint8Array>): Promise<number> {
  mkdirSync(folderOf(file.kind), { recursive: true, mode: 0o700 })
  const handle = await open(pathOf(file), 'wx', 0o600)
  try {
    const size = await sealInto(handle, new Sealer(purposeOf(file)), source)
    await handle.sync()
    return size
  } catch (error) {
    removeSealedFile(file)
    throw error
  } finally {
    await handle.close()
  }
}

async function sealInto(
  handle: FileHandle,
  sealer: Sealer,
  source: AsyncIterable<Uint8Array>,
): Promise<number> {
  await handle.write(sealer.salt)
  let held: Buffer = Buffer.alloc(0)
  let size = 0
  for await (const piece of source) {
    size += piece.length
    held = Buffer.concat([held, piece])
    // The last chunk is marked: one is held back until more has come.
    let at = 0
    for (; held.length - at > CHUNK; at += CHUNK)
      await handle.write(sealer.chunk(held.subarray(at, at + CHUNK), false))
    held = held.subarray(at)
  }
  await handle.write(sealer.chunk(held, true))
  return size
}

/**
 * A file's bytes as they are asked for.
 * @throws Error where it is gone, was changed or cut off, or its secret is no longer known
 */
export async function* readSealedFile(file: SealedFile): AsyncGenerator<Buffer> {
  const handle = await open(pathOf(file), 'r')
  try {
    const { size } = await handle.stat()
    const salt = Buffer.alloc(SEAL.salt)
    await handle.read(salt, 0, SEAL.salt, 0)
    const opener = new Opener(salt, purposeOf(file))
    for (let at: number = SEAL.salt; at < size; at += CHUNK + SEAL.added) {
      const sealed = Buffer.alloc(Math.min(CHUNK + SEAL.added, size - at))
      await handle.read(sealed, 0, sealed.length, at)
      const plain = opener.chunk(sealed, at + sealed.length === size)
      if (!plain) throw new Error('a sealed file cannot be opened')
      if (plain.length > 0) yield plain
    }
  } finally {
    await handle.close()
  }
}

/** Removes a file. One that is gone is no matter. */
export function removeSealedFile(file: SealedFile): void {
  rmSync(pathOf(file), { force: true })
}

/** Every file of a kind: its name, and when it was written (milliseconds since 1970). */
export function sealedFiles(kind: SealedFile['kind']): { id: string; writtenAt: number }[] {
  mkdirSync(folderOf(kind), { recursive: true, mode: 0o700 })
  return readdirSync(folderOf(kind)).flatMap((id) => {
    const found = statSync(pathOf({ kind, id }), { throwIfNoEntry: false })
    return found ? [{ id, writtenAt: found.mtimeMs }] : []
  })
}
