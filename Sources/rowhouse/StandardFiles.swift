import Components
import Foundation

/// Descriptors 0, 1 and 2, as whoever started the command left them.
enum StandardFiles {
  /// Once, before anything is opened. A closed one would become the next file that is: a database would be read
  /// as the password, an answer written into a lock. What stands there instead can't be read (0) or written.
  static func begin() {
    for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) < 0 {
      _ = open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY)  // takes the lowest that is free
    }
    // A reader who has gone is an error of a write.
    signal(SIGPIPE, SIG_IGN)
    // What the parser of arguments prints waits in a buffer until the end.
    atexit {
      guard fflush(nil) != 0 else { return }
      say("\(UnansweredError(reason: errno))")
      _exit(ExitStatus.unwritten)
    }
  }

  static func answer(_ bytes: [UInt8]) throws {
    let reason = write(bytes, to: STDOUT_FILENO)
    if reason != 0 { throw UnansweredError(reason: reason) }
  }

  static func note(_ text: String) { _ = write(Array(text.utf8), to: STDERR_FILENO) }

  /// All that comes, up to a bound. Nil if it is more.
  static func everything(upTo largest: Int) throws -> Data? {
    var (all, part) = (Data(), [UInt8](repeating: 0, count: 65_536))
    while true {
      switch read(STDIN_FILENO, &part, part.count) {
      case 0: return all
      case let count where count > 0: all.append(contentsOf: part[..<count])
      case _ where errno == EINTR: continue
      default: throw Refusal("standard input can't be read: \(String(cString: strerror(errno)))")
      }
      guard all.count <= largest else { return nil }
    }
  }

  /// 0, or why not all of it could be written.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return errno }
    }
    return 0
  }
}
