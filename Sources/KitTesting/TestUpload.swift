/// A file that a test sends with a form.
public struct TestUpload {
  let field: String
  let name: String
  let bytes: [UInt8]

  public init(_ field: String, name: String, _ bytes: [UInt8]) {
    (self.field, self.name, self.bytes) = (field, name, bytes)
  }
}

extension TestSite {
  /// Sends a form with a file, as a browser does.
  public func post(
    _ target: String, _ fields: [String: String], _ upload: TestUpload, as person: Person? = nil
  ) -> Answer {
    var content: [UInt8] = []
    for (name, value) in fields {
      content += "--b0undary\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
    }
    content +=
      """
      --b0undary\r\nContent-Disposition: form-data; name="\(upload.field)"; filename="\(upload.name)"\r
      Content-Type: application/octet-stream\r\n\r\n
      """.utf8
    content += upload.bytes
    content += "\r\n--b0undary--\r\n".utf8
    return send(
      "POST", target, as: person, headers: ["Origin": "http://localhost:8080"],
      contentType: "multipart/form-data; boundary=b0undary", content: content)
  }
}
