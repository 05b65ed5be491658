/** Every way that we know for a mail to tell its sender that it was opened. `URL` is an address of the sender's. */

export type RemoteLoad = {
  name: string
  html: string
  /** Nothing happens without protection either: in this browser, without a press, or as tests start it (no look-ahead). */
  inert?: true
}

const SVG_NS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'

/** `property: value` in a style attribute and in a style sheet. */
function css(
  name: string,
  declaration: string,
  element = '<p class="x" style="STYLE">text</p>',
): RemoteLoad[] {
  return [
    { name: `${name}, attribute`, html: element.replace('STYLE', declaration.replaceAll('"', '&quot;')) },
    {
      name: `${name}, sheet`,
      html: `<style>.x{${declaration}}</style>${element.replace(' style="STYLE"', '')}`,
    },
  ]
}

const BOX = '<div class="x" style="STYLE">text</div>'
const ITEM = '<ul><li class="x" style="STYLE">text</li></ul>'

const IN_ELEMENTS: RemoteLoad[] = [
  { name: 'img', html: '<img src="URL">' },
  { name: 'img without a scheme', html: '<img src="//HOST/a">' },
  { name: 'img with line breaks in its scheme', html: '<img src="ht\ntp://HOST/a">' },
  { name: 'img with backslashes', html: '<img src="http:\\\\HOST\\a">' },
  { name: 'image', html: '<image src="URL">' },
  { name: 'img lazy', html: '<img loading="lazy" src="URL">' },
  { name: 'srcset', html: '<img srcset="URL 1x">' },
  { name: 'srcset with sizes', html: '<img sizes="1px" srcset="URL 100w">' },
  { name: 'picture', html: '<picture><source srcset="URL"><img></picture>' },
  { name: 'lowsrc and dynsrc', html: '<img lowsrc="URL" dynsrc="URL">', inert: true },
  { name: 'input image', html: '<input type="image" src="URL">' },
  { name: 'body background', html: '<body background="URL">text' },
  { name: 'table background', html: '<table background="URL"><tr><td>text</table>' },
  { name: 'cell background', html: '<table><tr><td background="URL">text</table>' },
  { name: 'row background', html: '<table><tr background="URL"><td>text</table>' },
  { name: 'video', html: '<video src="URL" autoplay muted></video>' },
  { name: 'video poster', html: '<video poster="URL"></video>' },
  { name: 'video source', html: '<video autoplay muted><source src="URL"></video>' },
  { name: 'video track', html: '<video autoplay muted src="URL"><track src="URL" default></video>' },
  { name: 'audio', html: '<audio src="URL" autoplay preload="auto"></audio>' },
  { name: 'iframe', html: '<iframe src="URL"></iframe>' },
  { name: 'iframe srcdoc', html: `<iframe srcdoc="<img src='URL'>"></iframe>` },
  { name: 'frameset', html: '<frameset><frame src="URL"></frameset>', inert: true },
  { name: 'object', html: '<object data="URL" type="image/png"></object>' },
  { name: 'embed', html: '<embed src="URL" type="image/png">' },
  { name: 'applet', html: '<applet code="URL" archive="URL"></applet>', inert: true },
  { name: 'script', html: '<script src="URL"></script>' },
  { name: 'stylesheet', html: '<link rel="stylesheet" href="URL">' },
  { name: 'prefetch', html: '<link rel="prefetch" href="URL">' },
  { name: 'preload', html: '<link rel="preload" as="image" href="URL">' },
  { name: 'modulepreload', html: '<link rel="modulepreload" href="URL">' },
  { name: 'preconnect', html: '<link rel="preconnect" href="URL">', inert: true },
  { name: 'dns-prefetch', html: '<link rel="dns-prefetch" href="URL">', inert: true },
  { name: 'icon', html: '<link rel="icon" href="URL">', inert: true },
  { name: 'manifest', html: '<link rel="manifest" href="URL">', inert: true },
  { name: 'meta refresh', html: '<meta http-equiv="refresh" content="0;url=URL">' },
  { name: 'base', html: '<base href="URL"><img src="relative.png">' },
  { name: 'form action', html: '<form action="URL"><input name="a"></form>', inert: true },
  { name: 'link names', html: '<a href="URL">text</a>', inert: true },
  { name: 'ping', html: '<a href="#x" ping="URL">text</a>', inert: true },
  { name: 'template', html: '<template shadowrootmode="open"><img src="URL"></template>' },
  { name: 'noscript', html: '<noscript><img src="URL"></noscript>', inert: true },
  { name: 'conditional comment', html: '<!--[if mso]><img src="URL"><![endif]-->', inert: true },
  { name: 'object in marquee', html: '<marquee><img src="URL"></marquee>' },
  { name: 'unclosed img', html: '<img src="URL" alt="', inert: true },
]

const IN_SVG: RemoteLoad[] = [
  { name: 'svg image', html: '<svg><image href="URL" width="9" height="9"/></svg>' },
  { name: 'svg xlink image', html: `<svg ${SVG_NS}><image xlink:href="URL" width="9" height="9"/></svg>` },
  { name: 'svg use', html: '<svg><use href="URL#x"/></svg>', inert: true },
  {
    name: 'svg feImage',
    html: '<svg><filter id="f"><feImage href="URL"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>',
  },
  {
    name: 'svg animate',
    html: '<svg><image width="9" height="9"><animate attributeName="href" values="URL" begin="0s" dur="9s"/></image></svg>',
  },
  {
    name: 'svg set',
    html: '<svg><image width="9" height="9"><set attributeName="href" to="URL" begin="0s"/></image></svg>',
  },
  { name: 'svg style', html: '<svg><style>@import "URL";</style></svg>' },
  {
    name: 'svg foreignObject',
    html: '<svg width="99" height="99"><foreignObject width="99" height="99"><img src="URL"></foreignObject></svg>',
  },
  { name: 'svg fill', html: '<svg><rect width="9" height="9" fill="url(URL#x)"/></svg>', inert: true },
  { name: 'svg filter', html: '<svg><rect width="9" height="9" filter="url(URL#x)"/></svg>', inert: true },
  { name: 'svg mask', html: '<svg><rect width="9" height="9" mask="url(URL#x)"/></svg>' },
  { name: 'svg cursor', html: '<svg><rect width="9" height="9" cursor="url(URL), auto"/></svg>' },
  { name: 'MathML', html: '<math href="URL"><mglyph src="URL"/><mtext><img src="URL"></mtext></math>' },
  {
    name: 'MathML to HTML',
    html: '<math><mtext><table><mglyph><style><math><img src="URL"></style></mglyph></table></mtext></math>',
    inert: true,
  },
]

const IN_CSS: RemoteLoad[] = [
  ...css('background', 'background:url(URL)'),
  ...css('background-image', 'background-image:url("URL")'),
  ...css('several backgrounds', 'background:url(data:,),url(URL)'),
  ...css('escaped url', 'background:\\75\\72\\6c (URL)'.replace(' (', '(')),
  ...css('commented url', 'background:/**/url(URL)/**/'),
  ...css('unclosed url', 'background:url(URL'),
  ...css('unclosed quote', "background:url('URL"),
  ...css('image-set', "background:image-set('URL' 1x)"),
  ...css('-webkit-image-set', 'background:-webkit-image-set(url(URL) 1x)'),
  ...css('cross-fade', 'background:-webkit-cross-fade(url(URL),url(URL),50%)'),
  ...css('variable', '--a:url(URL);background:var(--a)'),
  ...css('fallback of a variable', 'background:var(--none,url(URL))'),
  ...css('variable of a variable', '--a:url(URL);--b:var(--a);background:var(--b)'),
  ...css('list-style', 'list-style:url(URL)', ITEM),
  ...css('list-style-image', 'list-style-image:url(URL)', ITEM),
  ...css('border-image', 'border:3px solid;border-image:url(URL) 1', BOX),
  ...css('border-image-source', 'border:3px solid;border-image-source:url(URL)', BOX),
  ...css('cursor', 'cursor:url(URL),auto'),
  ...css('content', 'content:url(URL)'),
  ...css('mask', 'mask:url(URL)'),
  ...css('-webkit-mask-image', '-webkit-mask-image:url(URL)'),
  ...css('-webkit-mask-box-image', '-webkit-mask-box-image:url(URL)'),
  ...css('filter', 'filter:url(URL#x)').map((one) => ({ ...one, inert: true as const })),
  ...css('clip-path', 'clip-path:url(URL#x)'),
  ...css('shape-outside', 'float:left;width:9px;height:9px;shape-outside:url(URL)', BOX),
  { name: 'pseudo element', html: '<style>p::after{content:url(URL)}</style><p>text</p>' },
  { name: 'import', html: '<style>@import "URL";</style>' },
  { name: 'import url', html: '<style>@import url(URL) screen;</style>' },
  { name: 'import behind a comment', html: '<style><!-- @import url(URL); --></style>' },
  {
    name: 'font-face',
    html: '<style>@font-face{font-family:f;src:url(URL)}p{font-family:f}</style><p>text</p>',
  },
  { name: 'media', html: '<style>@media all{p{background:url(URL)}}</style><p>text</p>' },
  { name: 'supports', html: '<style>@supports(color:red){p{background:url(URL)}}</style><p>text</p>' },
  { name: 'layer', html: '<style>@layer a{p{background:url(URL)}}</style><p>text</p>' },
  { name: 'nested rule', html: '<style>div{& p{background:url(URL)}}</style><div><p>text</p></div>' },
  {
    name: 'keyframes',
    html: '<style>@keyframes k{from,to{background:url(URL)}}p{animation:k 9s}</style><p>text</p>',
  },
  {
    name: 'property',
    html: '<style>@property --p{syntax:"<image>";inherits:true;initial-value:url(URL)}p{background:var(--p)}</style><p>text</p>',
    inert: true,
  },
  {
    name: 'counter style',
    html: '<style>@counter-style c{system:cyclic;symbols:url(URL)}ul{list-style:c}</style><ul><li>text</ul>',
    inert: true,
  },
  {
    name: 'attr()',
    html: '<style>p{background:attr(data-u type(<url>))}</style><p data-u="url(URL)">text</p>',
    inert: true,
  },
  {
    name: 'attribute selector',
    html: '<style>input[value^=a]{background:url(URL)}</style><input value="abc">',
  },
  { name: 'style in body', html: '<p>text</p><style>p{background:url(URL)}</style>' },
  { name: 'unclosed style', html: '<p>text</p><style>p{background:url(URL)}' },
]

/** All of them. */
export const REMOTE_LOADS: readonly RemoteLoad[] = [...IN_ELEMENTS, ...IN_SVG, ...IN_CSS]
