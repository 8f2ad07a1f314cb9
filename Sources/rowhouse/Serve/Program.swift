import Foundation

/// What `serve` keeps running.
struct Program {
  let name: String
  let path: String
  var arguments: [String] = []
  /// What it finds as descriptor 0: its listening socket (FastCGI 1.0, 2.2), or nothing.
  var socket: Int32?
  /// Asks it to finish what it has in hand and go.
  var stopSignal = SIGTERM
  /// What the kernel sends it when `serve` itself is killed, so that nothing is left behind.
  var orphaned = "KILL"

  /// Starts it in a process group of its own, so that Ctrl-C reaches `serve` alone. setpriv binds its life
  /// to ours and then becomes it.
  func start() throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let socket {
      posix_spawn_file_actions_adddup2(&actions, socket, 0)
    } else {
      posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    }
    var attributes = Self.attributes()
    defer { posix_spawnattr_destroy(&attributes) }

    let words = ["setpriv", "--pdeathsig", orphaned, "--", path] + arguments
    var argv = words.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var pid: pid_t = 0
    let failure = posix_spawnp(&pid, words[0], &actions, &attributes, &argv, environ)
    guard failure == 0 else { throw Refusal("cannot start \(name): \(String(cString: strerror(failure)))") }
    return pid
  }

  /// A group of its own, and none of the signals blocked that `serve` blocks for itself.
  private static func attributes() -> posix_spawnattr_t {
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_init(&attributes)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP))
    return attributes
  }
}
