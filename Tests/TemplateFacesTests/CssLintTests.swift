import Kit
import Testing

@testable import TemplateFaces

/// What a face's rules may not do, in the ways in which people would try.
@Suite struct CssLintTests {
  private static func problem(_ css: String, holding holders: Set<String>? = []) -> CssProblem? {
    do {
      try CssLint.check(css, holding: holders)
      return nil
    } catch { return error }
  }

  @Test(arguments: [
    // Loading something.
    ".a { background: url(https://evil.example/x.png) }", ".a { background: URL(x) }",
    ".a { background: url( 'x' ) }", ".a { background: url(data:image/png;base64,AAAA) }",
    ".a { background: u\\72l(x) }", ".a { background: \\75rl(x) }", ".a { background: \\000075 rl(x) }",
    ".a { background: image-set('x.png' 1x) }", ".a { background: -webkit-image-set(url(x) 1x) }",
    ".a { background: src('x') }", ".a { background: image('x') }",
    ".a { background: cross-fade(url(x), red) }",
    ".a { background: element(#main) }", ".a { background: paint(x) }",
    ".a { width: attr(data-x type(<length>)) }",
    ".a { --x: url(x); background: var(--x) }", ".a { --x: image-set('x' 1x) }", "@import 'x';",
    "@IMPORT url(x);", "@im/**/port 'x';", "@font-face { font-family: x; src: url(x) }", "@namespace 'x';",
    "@charset 'utf-8';", ".a { cursor: url(x), auto }",
    ".a { filter: url(#f) }", ".a { background: expression(alert(1)) }", "a { behavior: x }",
    // Leaving its layer, or its sheet.
    "@layer viewer { .a { color: red } }", "@LAYER x;", "} @layer viewer { .a { color: red }",
    ".a { color: var(--ink) !important }", ".a { color: var(--ink) ! /* x */ important }",
    ".a { content: '</style>' }", "</style>", "<!-- .a { color: var(--ink) } -->",
    "@scope (.a) { .b { gap: 0 } }",
    "@property --page { syntax: '*'; inherits: false }", ".a { all: unset }",
    // Confusing whoever reads.
    ".a { content: 'open\n' }", ".a { content: \"open", "/* open", ".a { gap: 0", ".a { gap: 0 } }",
    ".a { gap: (0 }", ".a { gap: 0) }", ".a { --x: (;) ; display: none }", ".a { --x: { display: none } }",
    ".a { gap 0 }", "gap: 0;", ".a; .b { gap: 0 }", "{ gap: 0 }",
    ".a { @media x } form { display: none }", ".a { gap: 0; .b } form { display: none }", ".a { --x: a:b }",
    // Colours that nobody measured.
    ":root { --ink: #fff }", ".a { --page: transparent }", ":root { --step-0: 0 }", ":root { --step-0: 2px }",
    ":root { --target: 1px }",
  ])
  func isRefused(css: String) {
    #expect(Self.problem(css) != nil)
  }

  @Test(arguments: [
    "form { display: none }", ".look { display: none }", ".viewer { visibility: hidden }", "* { opacity: 0 }",
    "[method] { display: none }", "#main { display: none }", ":root { display: none }",
    ".sun, form { display: none }",
    ".sun form { display: none }", ":is(form, .sun) .x, main { display: none }",
    ":where(.sun, form) { display: none }",
    "main:not(.sun) { display: none }", "main:has(.sun) { display: none }",
    ".sun { & + form { display: none } }",
    "@media all { form { display: none } }", "@supports (gap: 0) { .viewer { opacity: 0.1 } }",
    "form { display: var(--x) }", ".button { font-size: 0 }", ".notice { height: 0 }",
    "p { max-height: 1px }",
    ".meta { color: transparent }", ".meta { color: #fff0 }", ".meta { color: var(--page) }",
    ".button { clip-path: inset(50%) }", "form { transform: translate(-999px) }", "form { scale: 0 }",
    "form { filter: opacity(0) }", "form { mask: linear-gradient(transparent, transparent) }",
    "form { text-indent: -999px }", "form { margin-left: -9999px }", "form { margin-left: 9999px }",
    "form { translate: -100vw }", "form { position: absolute }", "form { position: fixed }",
    ".sun { position: fixed }",
    ".sun { z-index: 9999 }", ".sun { position: var(--x) }",
    "body::after { content: ''; position: absolute; inset: 0 }",
    "form { content-visibility: hidden }", "form { contain: strict }", "form { pointer-events: none }",
    "form { line-height: 0 }", "form { zoom: 0.01 }", ":root { --space-4: -9999px }", ".sun { cursor: none }",
    "@keyframes x { to { opacity: 0 } }", "@keyframes x { from { display: none } }",
    "[data-protected] { gap: 0 }", "form:not([data-protected]) { gap: 0 }",
    ".byline-name::before { content: 'Admin ' }", "b::after { content: '!' }", "*::before { content: 'x' }",
    ".byline a::before { content: 'Admin' }", ".handle { content: 'x' }", ".sun { content: 'x' }",
    "::before { content: 'x' }", ".message-head::after { content: 'staff' }",
  ])
  func nothingThatPeopleNeedIsHiddenCoveredOrMoved(css: String) {
    #expect(Self.problem(css) != nil)
  }

  @Test(arguments: [
    "", "/* } */ .a::before { content: \"}\"; gap: 0 }", "@media (width > 40rem) { .b { gap: 1rem } }",
    "@media (40rem <= width < 60rem) { .b { gap: 1rem } }",
    ".sun { display: none; position: absolute; opacity: 0.2 }",
    ":is(.sun, .moon) { display: none }", ".page-room :is(.sun, .dawn .front) { display: none }",
    ".card { border-radius: 0; background: var(--surface); box-shadow: 0 1px 2px var(--cast) }",
    ".bench-nav a::before { content: counter(house, decimal-leading-zero) / '' }",
    "a { color: var(--link) } .meta { color: inherit }",
    "main { width: min(100%, 38rem); margin-inline: auto }",
    "@container (min-width: 30rem) { .row.line { grid-template-columns: 3ch auto } }",
    ".card { &:hover { background: var(--raised) } .sun & { gap: 0 } }",
    "@keyframes x { to { rotate: none } }",
    ".a{gap:calc(100% - (2 * var(--space-2)))}", "p::first-letter { font-size: 2em }", ".a { gap: .5E1rem }",
    ".a:nth-child(2n+1) { gap: 0 }", "img { clip-path: circle() }", ":root { --space-9: 5rem; --x: 'a\\'b' }",
  ])
  func ordinaryRulesPass(css: String) {
    #expect(Self.problem(css) == nil)
  }

  /// Each takes something out of sight or out of reach in a way of its own: by what clips, squeezes, covers or
  /// moves it. `dawn` and `mine` stand around what people need.
  @Test(arguments: [
    "html{overflow:hidden}", "body{overflow:hidden;height:100px}", "*{overflow:hidden}",
    "main{overflow:hidden;height:5em}", ".dawn *{max-height:3em}",
    ".dawn::after{content:\"\";position:absolute;inset:0}", ".dawn{overflow:clip}", ".dawn{height:5em}",
    ".dawn > :not(.sun){overflow-y:hidden}", "html,body{height:100%}", "body{columns:2}", "main{float:left}",
    "main{margin-top:-40px}", "main{margin-inline-start:calc(-1 * var(--space-8))}",
    ".mine{position:absolute;right:60%}", ".mine{position:absolute;top:-99px}", ".mine{left:300px}",
    ".mine{position:sticky;top:0}", ".mine{z-index:-1}", "header{position:relative;bottom:60px}",
    ":root{--space-4:400px}", ":root{--leading:0.1}", ":root{--shadow:0 0 0 900px var(--page)}",
    "main{width:calc(1px * 2)}", "main{font-size:calc(1px * 2)}", "main{width:var(--x)}",
    ".page-account{display:none}", ".page-room{overflow:hidden}", "@keyframes x{to{overflow:hidden}}",
    "main{background:var(--ink)}", "*{background:#000}", ".button{color:var(--on-accent)}",
    ".site-footer{box-shadow:0 0 0 100vmax var(--page)}", "body{container-type:size}", "main{opacity:.9}",
    ".shell{grid-template-columns:0 1fr}", ".shell{grid-auto-rows:0}", "main{flex:0 0 0}",
    "main{min-height:0;flex-basis:0}", "main{isolation:isolate}", "main{writing-mode:vertical-rl}",
    "main{will-change:transform}", ":focus-visible{outline:none}", ".menu-sheet{inset:auto 190% auto auto}",
    ".menu-sheet{max-height:2rem}", ".menu-sheet{display:contents}", ".site-footer::before{height:2000px}",
    ".site-footer::before{inset:0}", "main::after{content:'';margin-top:-90px}",
    "body::before{content:'';border:99rem solid}", "main{-webkit-line-clamp:1}", "main{line-clamp:1}",
    "dialog{translate:-50% 0}", "p{text-shadow:0 0 99px var(--page)}", "main{tomorrow:hide}",
    ".dawn{&::after{content:'';position:absolute}}", ".button{appearance:none}",
  ])
  func nothingThatStandsAroundItTakesItAway(css: String) {
    #expect(Self.problem(css, holding: ["dawn", "mine"]) != nil)
  }

  @Test(arguments: [
    ".dawn{display:grid;grid-template-columns:13rem minmax(0,1fr)}",
    ".dawn{background:linear-gradient(90deg, var(--sunken) 13rem, transparent 0)}",
    ".mine{position:absolute;inset:var(--space-3) max(var(--space-4),(100% - 72rem) / 2) auto auto}",
    ".mine{position:sticky;top:0;z-index:11;height:calc(100dvh - 2.25rem)}",
    ".page-room .mine{height:100%;min-height:0;flex:1 1 0}",
    ".mine{position:relative;padding:clamp(1rem,4vw,3rem)}",
    "main::before{content:'';display:block;width:2rem;height:2px;background:var(--accent)}",
    ".button{background:var(--accent);color:var(--on-accent);border-radius:2rem}",
    "@media (min-width:60rem){.shell{grid-template-columns:minmax(0,1fr) 20rem;column-gap:var(--space-7)}}",
    ".menu-sheet{inset:auto auto calc(100% + 0.25rem) 0}", "ul{overflow-x:auto}",
    ".card:hover{border-color:var(--accent);box-shadow:0 4px 12px var(--cast);transition:box-shadow 120ms}",
    "h1{font:600 var(--step-3)/1.2 var(--heading);letter-spacing:-0.02em}",
    ":root{--shadow:0 2px 8px var(--cast);--border:2px solid var(--line);--measure:62ch;--leading:1.7}",
    "main{animation:rise 200ms ease-out}", ".dawn::after{content:'~';color:var(--muted)}",
    ".sun{position:absolute;inset:0;overflow:hidden;z-index:10}",
  ])
  func ordinaryDecorationPasses(css: String) {
    #expect(Self.problem(css, holding: ["dawn", "mine"]) == nil)
  }

  @Test func whereNobodyKnowsYetWhatItHoldsAFaceMayLieAboveItsOwn() {
    #expect(Self.problem(".sun { z-index: 11 }", holding: nil) == nil)
    #expect(Self.problem(".sun { z-index: 12 }", holding: nil) != nil)
    #expect(Self.problem(".sun { z-index: 11 }", holding: ["mine"]) != nil)
  }

  @Test func rulesNestedBeyondReasonAreRefused() {
    #expect(Self.problem(String(repeating: ".a{", count: 9000)) != nil)
    let deep = String(repeating: ".a{", count: 20) + "gap:0" + String(repeating: "}", count: 20)
    #expect(Self.problem(deep)?.reason == "These rules are nested too deep.")
  }

  @Test func itSaysInWordsWhatIsWrong() {
    #expect(
      Self.problem("body { height: 100px }")?.reason
        == "“height: 100px” could hide what people need.")
    #expect(
      Self.problem("main { columns: 2 }")?.reason
        == "“columns” could hide what people need: it is for classes of the face's own that hold none of it.")
  }

  @Test func theProblemSaysWhereItIs() {
    let problem = Self.problem(".a {\n  gap: 0;\n  background: url(x);\n}")
    #expect(problem?.place == CssPlace(line: 3, column: 15))
    #expect(problem?.reason == "“url(” is not allowed in a face.")
  }

  @Test func lineEndsOfAllKindsAreCounted() {
    #expect(Self.problem("\r\n\r\u{C}}")?.place == CssPlace(line: 4, column: 1))
  }

  @Test func tokensAreThoseOfTheStandard() throws {
    let kinds = try CssTokenizer.tokens(of: "a-b +1.5e-1% .5px #f0f @media --x -->").map(\.kind)
    #expect(
      kinds == [
        .ident("a-b"), .whitespace, .percentage(0.15), .whitespace, .dimension(0.5, unit: "px"), .whitespace,
        .hash("f0f"), .whitespace, .atKeyword("media"), .whitespace, .ident("--x"), .whitespace,
        .markupComment,
      ])
  }

  @Test func aFaceHoldsSixtyFourKilobytes() throws {
    try AlterCss.check(String(repeating: " ", count: 65_536), file: "alter.css")
    #expect(throws: FileProblem.self) {
      try AlterCss.check(String(repeating: " ", count: 65_537), file: "alter.css")
    }
  }
}
