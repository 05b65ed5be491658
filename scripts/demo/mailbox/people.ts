/** Who writes to whom in the demo. All of them are invented, and so are their addresses (RFC 2606). */
export type Person = { name: string; address: string }

const person = (name: string, address: string): Person => ({ name, address })

export const ME = person('Sam Falk', 'sam@postern.example')

export const MARA = person('Mara Lindqvist', 'mara@lindqvist.example')
export const NOOR = person('Noor Haddad', 'noor@haddad-joinery.example')
export const OSKAR = person('Oskar Berg', 'oskar.berg@post.example')
export const MEI = person('Mei Tanaka', 'mei@tanaka.example')
export const ELIF = person('Elif Kaya', 'elif@kaya-photo.example')
export const JONAS = person('Jonas Weber', 'jonas@weber-print.example')
export const ASTRID = person('Astrid Falk', 'astrid.falk@family.example')
export const DAD = person('Henrik Falk', 'henrik@family.example')
export const YUMI = person('山本 由美', 'yumi.yamamoto@kobo.example')
export const LAYLA = person('ليلى منصور', 'layla@mansour.example')
export const DIMITRI = person('Дмитрий Орлов', 'dmitri.orlov@atelier.example')
export const ELENI = person('Ελένη Παππά', 'eleni@pappa.example')
export const ANANYA = person('अनन्या शर्मा', 'ananya@sharma.example')
export const LIWEI = person('李伟', 'li.wei@studio.example')
export const MINJI = person('김민지', 'minji.kim@works.example')
export const TALIA = person('טליה כהן', 'talia@cohen.example')
export const PRIYA = person('Priya Raman', 'priya@brightsons.example')
export const TOM = person('Tom Bright', 'tom@brightsons.example')
export const INES = person('Inês Duarte', 'ines@duarte-arquitectos.example')
export const KOFI = person('Kofi Mensah', 'kofi@mensah.example')
export const LUCIA = person('Lucía Fernández', 'lucia@hamngatan.example')
export const PIOTR = person('Piotr Wiśniewski', 'piotr@wisniewski.example')
