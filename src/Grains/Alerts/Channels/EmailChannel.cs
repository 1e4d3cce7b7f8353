using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;

namespace Fleet.Alerts.Channels;

/// <summary>
/// Mail over SMTP, one message a recipient. The Message-ID is the delivery's key on every attempt; SMTP itself knows no doubles,
/// so that a server which takes a message and dies before its word of it may get it twice.
/// </summary>
internal sealed class EmailChannel(IOptions<MailOptions> options, TimeProvider time) : INotificationChannel, IDisposable
{
    private readonly MailOptions _options = options.Value;

    /// <summary>Bound: <see cref="MailOptions.MaxConnections"/>. Whoever waits does so within its attempt's time.</summary>
    private readonly SemaphoreSlim _connections = new(options.Value.MaxConnections);

    public AlertChannel Channel => AlertChannel.Email;

    public async Task<DeliveryResult> Deliver(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (_options.Host.Length == 0)
            return Outcomes.Missing(message.Key, Outcomes.NoServer);

        if (!MailAddress.TryCreate(message.Recipient, out var to))
            return Outcomes.Missing(message.Key, "is no address");

        using var mail = Compose(message, to);
        await _connections.WaitAsync(cancellationToken);
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.TimeoutSeconds), time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            await Send(mail, both.Token);
            return new DeliveryResult { Key = message.Key };
        }
        catch (OperationCanceledException)
        {
            return new DeliveryResult { Key = message.Key, Error = "no answer in time" };
        }
        catch (SmtpException e)
        {
            return Failed(message.Key, e);
        }
        catch (Exception e) when (e is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            return new DeliveryResult { Key = message.Key, Error = "no connection" };
        }
        finally
        {
            _connections.Release();
        }
    }

    public void Dispose() => _connections.Dispose();

    /// <summary>A client is one connection; the system's cannot be shared.</summary>
    private async Task Send(MailMessage mail, CancellationToken cancellationToken)
    {
        using var client = new SmtpClient(_options.Host, _options.Port)
        {
            EnableSsl = _options.Security == MailSecurity.StartTls,
            UseDefaultCredentials = false,
            Credentials = _options.User.Length > 0 ? new NetworkCredential(_options.User, _options.Password) : null,
        };
        await client.SendMailAsync(mail, cancellationToken).WaitAsync(cancellationToken);
    }

    private MailMessage Compose(ChannelMessage message, MailAddress to)
    {
        var from = new MailAddress(_options.From);
        var mail = new MailMessage(from, to)
        {
            Subject = AlertFacts.Title(message),
            SubjectEncoding = Encoding.UTF8,
            Body = EmailTemplate.Text(message),
            BodyEncoding = Encoding.UTF8,
        };
        mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(EmailTemplate.Html(message), Encoding.UTF8, MediaTypeNames.Text.Html));
        mail.Headers.Add("Message-ID", $"<{message.Key.Replace(':', '.')}@{from.Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's absence notice answers it
        return mail;
    }

    /// <summary>5yz is for good (RFC 5321 4.2.1), but for a refused log-in: that is mended in our configuration.</summary>
    private static DeliveryResult Failed(string key, SmtpException e)
    {
        var code = (int)e.StatusCode;
        return new DeliveryResult
        {
            Key = key,
            Error = code > 0 ? string.Create(CultureInfo.InvariantCulture, $"SMTP {code}") : "no mail server, or it does not offer TLS that we trust",
            IsFinal = code is >= 500 and not (530 or 535),
        };
    }
}
