import type { LucideIcon } from 'lucide-react'
import {
  CalendarDays,
  File,
  FileArchive,
  FileAudio,
  FileSpreadsheet,
  FileText,
  FileVideo,
  Image,
  Mail,
} from 'lucide-react'

const DRAWINGS: [RegExp, LucideIcon][] = [
  [/^image\//, Image],
  [/^audio\//, FileAudio],
  [/^video\//, FileVideo],
  [/^text\/calendar|ics$/, CalendarDays],
  [/^message\//, Mail],
  [/spreadsheet|excel|csv/, FileSpreadsheet],
  [/zip|tar|compressed|rar|7z/, FileArchive],
  [/^text\/|pdf|word|document|rtf/, FileText],
]

/** The drawing that says what kind of file it is. */
export function attachmentIcon(contentType: string): LucideIcon {
  return DRAWINGS.find(([type]) => type.test(contentType.toLowerCase()))?.[1] ?? File
}
