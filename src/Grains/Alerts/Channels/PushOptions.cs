using System.ComponentModel.DataAnnotations;
using Fleet.Webhooks;

namespace Fleet.Alerts.Channels;

/// <summary>Configuration section <c>Fleet:Push</c>: the provider that reaches people's devices.</summary>
public sealed class PushOptions : IValidatableObject
{
    public const string Section = "Fleet:Push";

    /// <summary>Where messages are posted to. Empty: there are none. The operator's word: it may be on a private network.</summary>
    public string Url { get; set; } = "";

    /// <summary>Bearer. Secret.</summary>
    public string Token { get; set; } = "";

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Url.Length > 0 && TargetGuard.Fault(Url) is { } fault)
            yield return new ValidationResult("Fleet:Push:Url " + fault);
    }
}
