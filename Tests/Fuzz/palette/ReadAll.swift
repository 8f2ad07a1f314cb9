/// Takes a stranger's file for a palette and for a face's rules. What is taken must be harmless.
public func readAll(_ bytes: [UInt8]) {
  let text = String(decoding: bytes, as: UTF8.self)
  if let palette = try? Palette(imported: text, file: "x") { check(palette) }
  if (try? AlterCss.check(text, file: "x")) != nil {
    let finding = Scanner.finding(in: text)
    precondition(finding == nil, "the linter took \(finding ?? "")")
  }
}

private func check(_ palette: Palette) {
  for colors in [palette.light, palette.dark] {
    precondition(colors.count == Palette.tokens.count)
    precondition(
      colors.values.allSatisfy { $0.utf8.count == 7 && $0.hasPrefix("#") && Color(hex: $0) != nil })
    precondition(!DerivedColor.css(colors).contains { "{}<>/\\\"'@!".contains($0) })
  }
  precondition(palette.name.unicodeScalars.allSatisfy { $0.value >= 32 })
  precondition(
    (try? Palette(imported: palette.exported, file: "x")) == palette, "does not survive travelling")
  let dark = DarkScheme.derived(from: palette.light)
  precondition(dark.values.allSatisfy { Color(hex: $0) != nil })
}
