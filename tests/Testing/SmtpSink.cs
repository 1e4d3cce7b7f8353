using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Fleet.Testing;

/// <summary>A real SMTP server (RFC 5321, with STARTTLS and AUTH LOGIN) on a free loopback port that keeps what it is sent. No clock of its own.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<SmtpMail> _received = new();
    private readonly X509Certificate2? _certificate;
    private readonly Func<string, string?> _refusal;

    /// <param name="refusal">Answers a command line with something else than success, for example "550 no such user"; "hang" never answers. Null: success.</param>
    /// <param name="certificate">With one it offers STARTTLS.</param>
    public SmtpSink(Func<string, string?>? refusal = null, X509Certificate2? certificate = null)
    {
        (_refusal, _certificate) = (refusal ?? (static _ => null), certificate);
        _listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public IReadOnlyList<SmtpMail> Received => [.. _received];

    /// <summary>Every command line of every connection, in the order they came; lines of a message are none.</summary>
    public ConcurrentQueue<string> Commands { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Stop();
        _closing.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptTcpClientAsync(_closing.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // closed
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                await Say(stream, "220 sink ESMTP");
                await Talk(stream, encrypted: false);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // the other side left
            }
        }
    }

    private async Task Talk(Stream stream, bool encrypted)
    {
        var (from, to, user) = ("", new List<string>(), (string?)null);
        while (await Line(stream) is { } line)
        {
            Commands.Enqueue(line);
            var refusal = _refusal(line);
            if (refusal == "hang")
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _closing.Token);

            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            if (refusal is not null)
            {
                await Say(stream, refusal);
                continue;
            }

            switch (verb)
            {
                case "EHLO":
                    await Say(stream, "250-sink" + (_certificate is not null && !encrypted ? "\r\n250-STARTTLS" : "") + "\r\n250 AUTH LOGIN");
                    break;
                case "STARTTLS":
                    await Say(stream, "220 go ahead");
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate!);
                    await Talk(tls, encrypted: true);
                    return;
                case "AUTH":
                    user = line.Split(' ') is [_, _, { } given] ? Decode(given) : await Ask(stream, "VXNlcm5hbWU6");
                    user += ":" + await Ask(stream, "UGFzc3dvcmQ6");
                    await Say(stream, "235 welcome");
                    break;
                case "MAIL":
                    (from, to) = (line[10..], []);
                    await Say(stream, "250 ok");
                    break;
                case "RCPT":
                    to.Add(line[8..]);
                    await Say(stream, "250 ok");
                    break;
                case "DATA":
                    await Say(stream, "354 go on");
                    _received.Enqueue(new SmtpMail(from, [.. to], await Text(stream), user, encrypted));
                    await Say(stream, _refusal("end of data") ?? "250 taken");
                    break;
                case "QUIT":
                    await Say(stream, "221 bye");
                    return;
                default:
                    await Say(stream, "250 ok");
                    break;
            }
        }
    }

    private async Task<string> Ask(Stream stream, string what)
    {
        await Say(stream, "334 " + what);
        return Decode(await Line(stream) ?? "");
    }

    private async Task<string> Text(Stream stream)
    {
        var text = new StringBuilder();
        while (await Line(stream) is { } line && line != ".")
            text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");

        return text.ToString();
    }

    private async Task Say(Stream stream, string line) => await stream.WriteAsync(Encoding.ASCII.GetBytes(line + "\r\n"), _closing.Token);

    private async Task<string?> Line(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _closing.Token) > 0)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');

            line.Add(one[0]);
        }

        return null;
    }

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
