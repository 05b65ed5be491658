/** Runs a program in the foreground: its output is ours, and what would end us ends it first. */
import { type ChildProcess, spawn } from 'node:child_process'

export type ProgramOptions = { env?: NodeJS.ProcessEnv; quiet?: boolean }

const running = new Set<ChildProcess>()
let ending = false

function endAll(signal: NodeJS.Signals): void {
  ending = true
  for (const child of running) child.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endAll)

/** True once a signal asked us to stop: what comes next need not begin. */
export function wasInterrupted(): boolean {
  return ending
}

/**
 * Runs `program` to its end.
 * @returns its exit code, 130 when a signal ended it, and what it printed where `quiet` kept that back.
 */
export function runProgram(
  program: string,
  args: string[],
  { env, quiet = false }: ProgramOptions = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const output: Buffer[] = []
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    })
    running.add(child)
    child.stdout?.on('data', (bytes: Buffer) => output.push(bytes))
    child.stderr?.on('data', (bytes: Buffer) => output.push(bytes))
    child.once('error', reject)
    child.once('close', (code) => {
      running.delete(child)
      resolve({ code: code ?? 130, output: Buffer.concat(output).toString() })
    })
  })
}
