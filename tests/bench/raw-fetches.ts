/** What a row of a list and a whole message cost at the least. */
export const ROW =
  '(UID FLAGS INTERNALDATE RFC822.SIZE BODYSTRUCTURE BODY.PEEK[HEADER.FIELDS (Date From To Cc Subject Message-ID In-Reply-To References)] BODY.PEEK[1]<0.512>)'
export const MESSAGE = '(FLAGS BODYSTRUCTURE INTERNALDATE RFC822.SIZE BODY.PEEK[HEADER] BODY.PEEK[1])'
