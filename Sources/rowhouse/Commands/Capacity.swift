import Foundation
import Kit

/// How many open pages this machine holds at once. Each keeps one connection from the browser to nginx and one
/// from nginx to the live daemon.
struct Capacity: Equatable {
  /// Of nginx.
  var processes = 1
  var connections = 512
  /// Files that each of them may have open; nil: what the system gives it.
  var files: Int?
  /// Those of the live daemon; nil while it doesn't run.
  var daemon: Int?

  /// Listening sockets, logs, databases and what else is open besides.
  private static let besides = 64

  /// Reads nginx's configuration, with the values that nginx has for what it doesn't say.
  init(configuration: String, cores: Int) {
    let lines = configuration.split(separator: "\n").map { line in
      line.prefix { $0 != "#" }.split { " \t;{".contains($0) }
    }
    func value(_ name: Substring) -> Substring? {
      let line = lines.first { $0.contains(name) } ?? []
      return line.drop { $0 != name }.dropFirst().first
    }
    let said = value("worker_processes")
    processes = said == "auto" ? cores : said.flatMap { Int($0) } ?? processes
    connections = value("worker_connections").flatMap { Int($0) } ?? connections
    files = value("worker_rlimit_nofile").flatMap { Int($0) }
  }

  var pages: Int {
    let each = min(connections, (files ?? .max) - Self.besides) / 2
    return max(0, min(processes * each, (daemon ?? .max) - Self.besides))
  }

  /// Whether nginx runs out of files before it runs out of connections: then it refuses people with an error.
  var isShortOfFiles: Bool { files.map { $0 < connections + Self.besides } ?? false }

  var words: String {
    let nginx = "nginx has \(processes) × \(connections) connections"
    let live = daemon.map { ", the live daemon \($0) files" } ?? ""
    let sum = "\(pages) open pages at once: \(nginx)\(live), and each page takes two"
    return isShortOfFiles
      ? "\(sum); worker_rlimit_nofile is \(files ?? 0), make it \(2 * connections) so that nobody is refused"
      : sum
  }
}

extension Capacity {
  /// Of the nginx that serves this site, as far as it lets itself be asked; else of the one that `serve` starts.
  static func found(_ settings: Settings, nginx: String?) throws -> Capacity {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    var capacity = Capacity(configuration: try configuration(settings, nginx), cores: cores)
    let running = pids(of: "nginx").compactMap(openFiles).min()
    capacity.files = capacity.files ?? running
    capacity.daemon = pids(of: "rowhouse-live").compactMap(openFiles).min()
    return capacity
  }

  private static func configuration(_ settings: Settings, _ nginx: String?) throws -> String {
    if let whole = nginx.flatMap(asked), whole.contains("upstream rowhouse_web") { return whole }
    let files = NginxFiles(settings: settings, flavour: .development, folder: settings.run)
    return try files.text(of: "nginx.conf.template")
  }

  /// The system's whole configuration; nil where only root may read it.
  private static func asked(_ nginx: String) -> String? {
    let (process, answer) = (Process(), Pipe())
    process.executableURL = URL(filePath: nginx)
    process.arguments = ["-T", "-q"]
    (process.standardOutput, process.standardError) = (answer, FileHandle.nullDevice)
    guard (try? process.run()) != nil else { return nil }
    let text = try? answer.fileHandleForReading.readToEnd()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? text.map { String(decoding: $0, as: UTF8.self) } : nil
  }

  private static func pids(of name: String) -> [Int] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap { Int($0) }.filter { read("/proc/\($0)/comm") == name + "\n" }
  }

  private static func openFiles(of pid: Int) -> Int? {
    read("/proc/\(pid)/limits")?.firstMatch(of: /Max open files\s+(\d+)/).flatMap { Int($0.output.1) }
  }

  /// Nil for a process that has just ended.
  private static func read(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }
}
