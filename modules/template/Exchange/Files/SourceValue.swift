import Kit
import TemplateSystems

/// What a custom field says, in the shape that its kind has here. What can't be read so stays as it is.
enum SourceValue {
  static func read(_ text: String, _ kind: CustomField.Kind, _ remarks: inout Remarks) -> String {
    let plain = PlainText.text(SourceText.body(text, .value, &remarks))
    guard kind != .text, !plain.isEmpty, kind.value(plain) == nil else { return kind.value(plain) ?? plain }
    if kind == .color { return SourceColor.read(plain).map { "#\($0)" } ?? plain }
    return moment(plain).flatMap { shape($0.iso, kind) } ?? plain
  }

  /// Files give a whole moment where only a part of it counts.
  private static func moment(_ text: String) -> Moment? {
    if let (moment, _) = SourceMoment.iso(text) { return moment }
    return text.utf8.count > 8 ? SourceMoment.milliseconds(text) : nil
  }

  private static func shape(_ iso: String, _ kind: CustomField.Kind) -> String? {
    let day = String(iso.prefix(10))
    return switch kind {
    case .date: day
    case .month: Int(day.dropFirst(5).prefix(2)).map(String.init)
    case .year: String(day.prefix(4))
    case .monthAndYear: String(day.prefix(7))
    case .timestamp: "\(day) \(iso.dropFirst(11).prefix(5))"
    case .monthAndDay: String(day.suffix(5))
    case .text, .color: nil
    }
  }
}
