using System.ComponentModel.DataAnnotations;
using Fleet.Webhooks;

namespace Fleet.Alerts.Channels;

/// <summary>Configuration section <c>Fleet:Sms</c>: the provider that sends short messages.</summary>
public sealed class SmsOptions : IValidatableObject
{
    public const string Section = "Fleet:Sms";

    /// <summary>Where messages are posted to. Empty: there are none. The operator's word: it may be on a private network.</summary>
    public string Url { get; set; } = "";

    public SmsFormat Format { get; set; } = SmsFormat.Json;

    /// <summary>The sender's number or name.</summary>
    [MaxLength(32)]
    public string From { get; set; } = "";

    /// <summary>With Twilio: the account's SID.</summary>
    public string User { get; set; } = "";

    /// <summary>Secret.</summary>
    public string Token { get; set; } = "";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Url.Length > 0 && TargetGuard.Fault(Url) is { } fault)
            yield return new ValidationResult("Fleet:Sms:Url " + fault);
    }
}
