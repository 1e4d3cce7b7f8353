namespace Fleet.Alerts.Channels;

/// <summary>How a mail server is spoken to.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS (RFC 3207), and nothing is sent to a server that does not offer it.</summary>
    StartTls,

    /// <summary>In the clear. For a relay on the same machine or network.</summary>
    None,
}
