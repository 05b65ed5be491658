/** Whether the person, or a slow network, asks for nothing to be loaded that isn't needed (Save-Data). */
export function sparesData(): boolean {
  const { connection } = navigator as Navigator & {
    connection?: { saveData?: boolean; effectiveType?: string }
  }
  return connection?.saveData === true || /2g$/.test(connection?.effectiveType ?? '')
}
