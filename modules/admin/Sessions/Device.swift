/// The name of a browser, from its User-Agent: enough for its owner to know it again.
enum Device {
  static func name(_ agent: String) -> String {
    let browser = browsers.first { agent.contains($0.mark) }?.name
    let system = systems.first { agent.contains($0.mark) }?.name
    switch (browser, system) {
    case (let browser?, let system?): return "\(browser) on \(system)"
    case (let name?, nil), (nil, let name?): return name
    case (nil, nil): return "A program of another kind"
    }
  }

  // In this order: most browsers also claim to be those further down.
  private static let browsers = [
    (mark: "Edg", name: "Edge"), (mark: "OPR/", name: "Opera"), (mark: "Vivaldi", name: "Vivaldi"),
    (mark: "Firefox/", name: "Firefox"), (mark: "FxiOS", name: "Firefox"), (mark: "Chrome/", name: "Chrome"),
    (mark: "CriOS", name: "Chrome"), (mark: "Safari/", name: "Safari"), (mark: "curl/", name: "curl"),
  ]
  private static let systems = [
    (mark: "Android", name: "Android"), (mark: "iPhone", name: "iPhone"), (mark: "iPad", name: "iPad"),
    (mark: "Windows", name: "Windows"), (mark: "Mac OS X", name: "Mac"), (mark: "CrOS", name: "ChromeOS"),
    (mark: "Linux", name: "Linux"),
  ]
}
