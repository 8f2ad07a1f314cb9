import Foundation

/// How far a long piece of work is, on a terminal only.
struct ProgressBar {
  let title: String
  let total: Int
  private let isShown = isatty(STDERR_FILENO) == 1

  init(_ title: String, of total: Int) {
    self.title = title
    self.total = total
  }

  func show(_ done: Int) {
    guard isShown, total > 0 else { return }
    let width = 40
    let filled = min(width, done * width / total)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let end = done >= total ? "\n" : ""
    StandardFiles.note("\r\(title) \(bar) \(done)/\(total)\(end)")
  }
}
