import Kit

/// What nobody touched may stay as it is kept, whatever rule came since: another field of the form can always be
/// changed.
extension TypedForm {
  mutating func line(
    _ field: String, _ label: String, longest: Int, isRequired: Bool = false, kept: String
  ) -> String {
    isUntouched(field, kept.filter { !$0.isNewline })
      ? kept : line(field, label, longest: longest, isRequired: isRequired)
  }

  mutating func text(_ field: String, _ label: String, longest: Int, kept: String) -> String {
    if isUntouched(field, kept) { return kept }
    let text = PlainText.text(form[field])
    if let objection = PlainText.objection(toText: text, longest: longest) {
      refuse(field, objection.sentence(about: label))
    }
    return text
  }

  mutating func markdown(
    _ field: String, _ label: String, longest: Int, kept: String, _ cook: (String) throws -> Void
  ) throws -> String {
    isUntouched(field, kept) ? kept : try markdown(field, label, longest: longest, cook)
  }

  mutating func color(_ field: String, kept: String) -> String {
    isUntouched(field, kept) ? kept : color(field)
  }

  /// Browsers send every line end as one of theirs.
  private func isUntouched(_ field: String, _ kept: String) -> Bool {
    let lines = kept.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    return !kept.isEmpty && [kept, lines].contains(form[field])
  }
}
