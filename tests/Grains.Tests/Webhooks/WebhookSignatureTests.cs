using System.Text;

namespace Fleet.Webhooks;

public sealed class WebhookSignatureTests
{
    /// <summary>The vector of the specification's own libraries (standard-webhooks, test of sign()).</summary>
    [Fact]
    public void Known_message_gets_the_known_signature()
    {
        var headers = WebhookSignature.Headers(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            DateTimeOffset.FromUnixTimeSeconds(1614265330),
            Encoding.UTF8.GetBytes("""{"test": 2432232314}"""),
            ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"]);
        Assert.Equal(["webhook-id", "webhook-timestamp", "webhook-signature"], headers.Select(h => h.Key));
        Assert.Equal(
            ["msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="],
            headers.Select(h => h.Value));
    }

    [Fact]
    public void Two_secrets_in_force_give_two_signatures()
    {
        var (newer, older) = (WebhookSecret.Create(), WebhookSecret.Create());
        var both = WebhookSignature.Headers("m", DateTimeOffset.UnixEpoch, "{}"u8, [newer, older])[2].Value.Split(' ');
        Assert.Equal(WebhookSignature.Headers("m", DateTimeOffset.UnixEpoch, "{}"u8, [newer])[2].Value, both[0]);
        Assert.Equal(WebhookSignature.Headers("m", DateTimeOffset.UnixEpoch, "{}"u8, [older])[2].Value, both[1]);
    }

    [Fact]
    public void Made_secret_is_one() => Assert.Equal(32, WebhookSecret.Read(WebhookSecret.Create())!.Length);

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")] // 5 bytes
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64 at all, though long enough")]
    public void What_is_no_secret_is_refused(string text) => Assert.Null(WebhookSecret.Read(text));
}
