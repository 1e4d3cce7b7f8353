using System.Text;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Auth;

/// <summary>What data annotations cannot say: the strength of the configured keys. Never repeats a secret.</summary>
internal sealed class AuthOptionsValidator : IValidateOptions<AuthOptions>
{
    public const int MinSecretBytes = 32;

    public ValidateOptionsResult Validate(string? name, AuthOptions options)
    {
        var failures = new List<string>();
        if (options.JwtSecret is { } secret && Encoding.UTF8.GetByteCount(secret) < MinSecretBytes)
            failures.Add($"{AuthOptions.Section}:JwtSecret must have at least {MinSecretBytes} bytes.");

        foreach (var (kid, pem) in options.PublicKeys)
        {
            try
            {
                JwtKey.FromPem(pem).Dispose();
            }
            catch (FormatException e)
            {
                failures.Add($"{AuthOptions.Section}:PublicKeys:{kid} {e.Message}");
            }
        }

        if (options.JwtSecretKeyId is { } id && options.PublicKeys.ContainsKey(id))
            failures.Add($"{AuthOptions.Section}:JwtSecretKeyId '{id}' also names a public key.");

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}
