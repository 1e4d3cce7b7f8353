using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Fleet.Testing;
using Microsoft.Extensions.Options;

namespace Fleet.Alerts.Channels;

public sealed class EmailChannelTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30); // reached only if something never comes

    [Fact]
    public async Task The_seeds_mail_arrives_with_a_stable_id_and_everything_escaped()
    {
        await using var server = new SmtpSink();
        var nasty = "<script>alert(1)</script> & \"co\"\r\nBcc: thief@example.org";
        var result = await Deliver(server, Messages.Of("ops@example.org", nasty, "<img src=x onerror=1>\r\n.\r\nQUIT"));

        Assert.Null(result.Error);
        var mail = Assert.Single(server.Received);
        Assert.Equal(["<ops@example.org>"], mail.To);
        Assert.Equal(("<fleet@example.org>", null), (mail.From, mail.User));
        Assert.Equal("<alert_1.0.x.0@example.org>", mail.Header("Message-ID"));
        Assert.Equal("auto-generated", mail.Header("Auto-Submitted"));
        Assert.Null(mail.Header("Bcc"));
        Assert.Contains("multipart/alternative", mail.Header("Content-Type"), StringComparison.Ordinal);
        var parts = mail.Parts();
        Assert.Contains("<h2 style=\"margin: 0;\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;", parts, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(1)</script>", parts[parts.IndexOf("<div", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("<img", parts[parts.IndexOf("<div", StringComparison.Ordinal)..], StringComparison.Ordinal);
        foreach (var part in new[] { "background: #ff0000", "<li><strong>Vehicle ID:</strong> v1</li>", "<li><strong>Driver ID:</strong> d1</li>", "40.7128, -74.006", "2026-11-20 12:00:00 UTC", "https://fleet.example/alerts/alert_1", "View details: ", "Severity: critical" })
            Assert.Contains(part, parts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_of_any_alphabet_arrive()
    {
        await using var server = new SmtpSink();
        Assert.Null((await Deliver(server, Messages.Of("ops@example.org", "Überfahrt 緊急"))).Error);
        Assert.Contains("Überfahrt 緊急 - URGENT", server.Received[0].Parts(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("550 no such user", true, "SMTP 550")]
    [InlineData("450 later", false, "SMTP 450")]
    public async Task A_servers_no_is_for_good_or_for_now(string refusal, bool final, string error)
    {
        await using var server = new SmtpSink(line => line.StartsWith("RCPT", StringComparison.Ordinal) ? refusal : null);
        var result = await Deliver(server, Messages.Of("ops@example.org"));
        Assert.Equal((error, final), (result.Error, result.IsFinal));
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_message_that_the_server_does_not_take_in_the_end_is_not_delivered()
    {
        await using var server = new SmtpSink(line => line == "end of data" ? "451 disk full" : null);
        var result = await Deliver(server, Messages.Of("ops@example.org"));
        Assert.Equal(("SMTP 451", false), (result.Error, result.IsFinal));
    }

    [Fact]
    public async Task A_server_that_hangs_ends_with_its_time()
    {
        var reached = new TaskCompletionSource();
        await using var server = new SmtpSink(line =>
        {
            if (!line.StartsWith("MAIL", StringComparison.Ordinal))
                return null;

            reached.TrySetResult();
            return "hang";
        });
        var time = new ManualTimeProvider();
        var delivering = Deliver(server, Messages.Of("ops@example.org"), time: time);
        await reached.Task.WaitAsync(Limit);
        time.Advance(TimeSpan.FromSeconds(new MailOptions().TimeoutSeconds));
        var result = await delivering.WaitAsync(Limit);
        Assert.Equal(("no answer in time", false), (result.Error, result.IsFinal));
    }

    [Fact]
    public async Task Nobody_there_is_tried_again_and_no_server_at_all_is_not()
    {
        var gone = new SmtpSink();
        await gone.DisposeAsync();
        var result = await Deliver(gone, Messages.Of("ops@example.org"));
        Assert.NotNull(result.Error);
        Assert.False(result.IsFinal);

        using var none = new EmailChannel(Options.Create(new MailOptions()), TimeProvider.System);
        Assert.True((await none.Deliver(Messages.Of("ops@example.org"), CancellationToken.None)).IsFinal);
    }

    [Fact]
    public async Task It_logs_in_where_a_user_is_configured()
    {
        await using var server = new SmtpSink();
        Assert.Null((await Deliver(server, Messages.Of("ops@example.org"), o => (o.User, o.Password) = ("fleet", "geheim"))).Error);
        Assert.Equal("fleet:geheim", server.Received[0].User);
    }

    [Fact]
    public async Task A_wrong_password_is_ours_to_mend_and_is_not_told_to_anybody()
    {
        await using var server = new SmtpSink(line =>
            line.StartsWith("AUTH", StringComparison.Ordinal) ? "535 no" : line.StartsWith("MAIL", StringComparison.Ordinal) ? "530 log in first" : null);
        var result = await Deliver(server, Messages.Of("ops@example.org"), o => (o.User, o.Password) = ("fleet", "geheim"));
        Assert.False(result.IsFinal);
        Assert.DoesNotContain("geheim", result.Error, StringComparison.Ordinal);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task With_StartTls_nothing_is_said_to_a_server_in_the_clear()
    {
        await using var server = new SmtpSink(); // does not offer it
        var result = await Deliver(server, Messages.Of("ops@example.org"), o => (o.Security, o.User, o.Password) = (MailSecurity.StartTls, "fleet", "geheim"));
        Assert.NotNull(result.Error);
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("AUTH", StringComparison.Ordinal) || c.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_whose_certificate_nobody_vouches_for_gets_nothing()
    {
        using var certificate = SelfSigned();
        await using var server = new SmtpSink(certificate: certificate);
        var result = await Deliver(server, Messages.Of("ops@example.org"), o => o.Security = MailSecurity.StartTls);
        Assert.NotNull(result.Error);
        Assert.False(result.IsFinal);
        Assert.Contains(server.Commands, c => c == "STARTTLS");
        Assert.DoesNotContain(server.Commands, c => c.StartsWith("MAIL", StringComparison.Ordinal));
    }

#pragma warning disable SYSLIB0014 // the system's mail client asks this, and nothing else, whom to trust
    [Fact]
    public async Task Over_StartTls_with_a_trusted_certificate_mail_and_password_go_encrypted()
    {
        using var certificate = SelfSigned();
        await using var server = new SmtpSink(certificate: certificate);
        var before = ServicePointManager.ServerCertificateValidationCallback;
        ServicePointManager.ServerCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString();
        try
        {
            var result = await Deliver(server, Messages.Of("ops@example.org"), o => (o.Security, o.User, o.Password) = (MailSecurity.StartTls, "fleet", "geheim"));
            Assert.Null(result.Error);
        }
        finally
        {
            ServicePointManager.ServerCertificateValidationCallback = before;
        }

        Assert.Equal((true, "fleet:geheim"), (server.Received[0].Encrypted, server.Received[0].User));
    }
#pragma warning restore SYSLIB0014

    private static async Task<DeliveryResult> Deliver(SmtpSink server, ChannelMessage message, Action<MailOptions>? configure = null, TimeProvider? time = null)
    {
        var options = new MailOptions { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, From = "fleet@example.org" };
        configure?.Invoke(options);
        using var channel = new EmailChannel(Options.Create(options), time ?? TimeProvider.System);
        return await channel.Deliver(message, CancellationToken.None).WaitAsync(Limit);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
