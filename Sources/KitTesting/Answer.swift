import HTTPTypes
import Kit

/// What came back, ready to be looked at.
public struct Answer {
  public let response: Response
  /// What the request told the program's log.
  public let reports: [String]

  init(_ response: Response, reports: [String]) {
    self.response = response
    self.reports = reports
  }

  public var status: Response.Status { response.status }
  public func header(_ name: HTTPField.Name) -> String? { response.header(name) }
  public var location: String { response.header(.location) ?? "" }

  public var bytes: [UInt8] {
    switch response.content {
    case .none: return []
    case .bytes(let bytes): return bytes
    case .stream(let produce):
      var all: [UInt8] = []
      do { try produce { all += $0 } } catch { return all }
      return all
    }
  }

  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The value of a cookie that this answer sets.
  public func cookie(_ name: String) -> String? {
    response.headers.filter { $0.name == .setCookie && $0.value.hasPrefix("\(name)=") }
      .map { String($0.value.dropFirst(name.count + 1).prefix { $0 != ";" }) }.first
  }
}
