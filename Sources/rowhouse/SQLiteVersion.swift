/// SQLite 3.7.0 to 3.51.2 can corrupt a file in WAL mode when one connection checkpoints while another
/// commits; mended in 3.51.3 and, before it, in 3.50.7 and 3.44.6 (sqlite.org/wal.html#walresetbug).
struct SQLiteVersion {
  let text: String

  init(_ text: String) { self.text = text }

  var hasWalResetFix: Bool {
    let parts = text.split(separator: ".").compactMap { Int($0) }
    guard parts.count >= 3 else { return false }
    switch (parts[0], parts[1]) {
    case (3, 44): return parts[2] >= 6
    case (3, 50): return parts[2] >= 7
    case (3, 51): return parts[2] >= 3
    default: return parts[0] > 3 || parts[1] > 51
    }
  }
}
