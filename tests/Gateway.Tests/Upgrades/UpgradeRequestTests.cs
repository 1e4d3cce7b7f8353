using System.Text;

namespace Fleet.Gateway.Protocols.Upgrades;

public class UpgradeRequestTests
{
    private const string Plain =
        "GET /v1/streaming?a=b%20c HTTP/1.1\r\nHost: localhost:8080\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n"
        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: a=1\r\ncookie: b=2\r\n\r\n";

    [Fact]
    public void Opening_request_is_read_to_its_end_and_no_further()
    {
        var request = UpgradeRequest.Read(Encoding.ASCII.GetBytes(Plain + "\u0001\u0002"));

        Assert.NotNull(request);
        Assert.Equal(("/v1/streaming", "?a=b%20c", Plain.Length), (request.Path, request.Query, request.Length));
        Assert.Equal("a=1,b=2", request.Headers["COOKIE"].ToString());
        Assert.Equal("13", request.Headers.SecWebSocketVersion);
    }

    /// <summary>Kestrel has an opinion on each of these; nobody else needs one.</summary>
    [Theory]
    [InlineData("GET /v1", "POST /v1")]
    [InlineData("GET /v1", "GET  /v1")]
    [InlineData("GET /v1", "GET http://a/v1")]
    [InlineData("/v1/streaming", "/v1/../v1/streaming")]
    [InlineData("/v1/streaming", "/v1/%73treaming")]
    [InlineData("?a=b%20c", "?a=<b>")]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    [InlineData("Host: localhost:8080\r\n", "")]
    [InlineData("Host: localhost:8080\r\n", "Host: a\r\nHost: b\r\n")]
    [InlineData("Host: localhost:8080\r\n", "Host: a/b\r\n")]
    [InlineData("Host: localhost", "Host : localhost")]
    [InlineData("Host: localhost:8080\r\n", "Host: localhost\r\n folded\r\n")]
    [InlineData("keep-alive, Upgrade", "keep-alive")]
    [InlineData("Upgrade: WebSocket\r\n", "Upgrade: h2c\r\n")]
    [InlineData("Upgrade: WebSocket\r\n", "Upgrade: websocket\r\nUpgrade: websocket\r\n")]
    [InlineData("Sec-WebSocket-Version: 13\r\n", "")]
    [InlineData("Cookie: a=1\r\n", "Content-Length: 5\r\n")]
    [InlineData("Cookie: a=1\r\n", "Transfer-Encoding: chunked\r\n")]
    [InlineData("Cookie: a=1\r\n", "Expect: 100-continue\r\n")]
    [InlineData("Cookie: a=1\r\n", "Cookie: a=\u0001\r\n")]
    [InlineData("Cookie: a=1\r\n", "no colon\r\n")]
    [InlineData("Cookie: a=1\r\n", ": nameless\r\n")]
    [InlineData("Cookie: a=1\r\n", "Cookie: a=1\n\r\n")]
    [InlineData("b=2\r\n\r\n", "b=2\r\n")]
    public void What_is_in_doubt_is_left_alone(string part, string instead)
    {
        Assert.Contains(part, Plain, StringComparison.Ordinal);
        Assert.Null(UpgradeRequest.Read(Encoding.Latin1.GetBytes(Plain.Replace(part, instead, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(57, true)] // with the seven that stand there
    [InlineData(58, false)]
    public void More_headers_than_Kestrel_takes_are_left_alone(int more, bool read)
    {
        var text = Plain.Replace("Cookie: a=1\r\n", string.Concat(Enumerable.Range(0, more + 1).Select(i => $"X-{i}: 1\r\n")), StringComparison.Ordinal);

        Assert.Equal(read, UpgradeRequest.Read(Encoding.ASCII.GetBytes(text)) is not null);
    }

    [Fact]
    public void Any_bytes_are_answered_without_a_fault()
    {
        var random = new Random(20261121);
        var bytes = Encoding.ASCII.GetBytes(Plain);
        for (var i = 0; i < 20_000; i++)
        {
            var broken = bytes.ToArray();
            for (var edit = random.Next(1, 5); edit > 0; edit--)
            {
                broken[random.Next(broken.Length)] = (byte)random.Next(256);
            }

            UpgradeRequest.Read(broken.AsSpan(0, random.Next(broken.Length + 1)));
        }
    }
}
