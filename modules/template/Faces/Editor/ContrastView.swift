import Foundation
import Templating

/// A report for people: what fails first, with what would mend it.
struct ContrastView: Renderable {
  let scheme: Scheme
  let report: ContrastReport

  var value: Value {
    let failing = report.measures.filter { !$0.passes }
    return [
      "scheme": scheme.rawValue, "title": scheme.rawValue.capitalized,
      "summary": Self.summary(failing.count, of: report.measures.count), "isGood": failing.isEmpty,
      "failing": failing.map(row), "passing": report.measures.filter(\.passes).map(row),
    ]
  }

  private static func summary(_ failing: Int, of all: Int) -> String {
    switch failing {
    case 0: "All \(all) pairs pass."
    case 1: "1 pair of \(all) is too close."
    default: "\(failing) pairs of \(all) are too close."
    }
  }

  private func row(_ measure: ContrastReport.Measure) -> Value {
    let remedy = measure.passes ? nil : report.remedy(for: measure.pair)
    return [
      "sentence": TokenGuide.sentence(measure.pair), "front": measure.pair.front, "back": measure.pair.back,
      "ratio": Self.rounded(measure.ratio), "least": Self.rounded(measure.pair.least),
      "isHigh": measure.ratio >= 7,
      "remedy": remedy.map {
        [
          "key": DesignForm.key(scheme, $0.token), "token": $0.token, "hex": $0.color.hex,
          "fill": String($0.color.hex.dropFirst()),
        ] as Value
      },
    ]
  }

  /// Down: 4.499 is not 4.5.
  private static func rounded(_ ratio: Double) -> String {
    String(format: "%.2f", (ratio * 100).rounded(.down) / 100)
  }
}
