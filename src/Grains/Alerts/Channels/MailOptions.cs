using System.ComponentModel.DataAnnotations;
using System.Net.Mail;

namespace Fleet.Alerts.Channels;

/// <summary>Configuration section <c>Fleet:Mail</c>: the server that takes our mail.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Fleet:Mail";

    /// <summary>Empty: there is no mail.</summary>
    [MaxLength(253)]
    public string Host { get; set; } = "";

    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Empty: no authentication.</summary>
    public string User { get; set; } = "";

    /// <summary>Secret.</summary>
    public string Password { get; set; } = "";

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "";

    /// <summary>One message takes no longer, from connecting to the server's word that it has it, seconds.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Messages on their way at a time, from one silo. Whoever comes beyond it waits within its attempt's time.</summary>
    [Range(1, 100)]
    public int MaxConnections { get; set; } = 4;

    IEnumerable<ValidationResult> IValidatableObject.Validate(ValidationContext validationContext)
    {
        if (Host.Length > 0 && !MailAddress.TryCreate(From, out _))
            yield return new ValidationResult("Fleet:Mail:From must be an address where Fleet:Mail:Host names a server.");

        if (User.Length > 0 && Password.Length == 0)
            yield return new ValidationResult("Fleet:Mail:Password is missing for Fleet:Mail:User.");
    }
}
