using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Fleet.Hosting.Clustering;

/// <summary>What attributes cannot say.</summary>
internal sealed class ClusterSettingsValidator : IValidateOptions<ClusterSettings>
{
    public ValidateOptionsResult Validate(string? name, ClusterSettings options)
    {
        List<string> wrong = [];
        if (options.AdvertisedAddress is { } address && !IPAddress.TryParse(address, out _))
            wrong.Add($"{ClusterSettings.Section}:AdvertisedAddress '{address}' is no IP address");
        if (options.SiloPort == options.ClientPort)
            wrong.Add($"{ClusterSettings.Section}:SiloPort and ClientPort must differ");

        string?[] tls = [options.TlsCertificate, options.TlsKey, options.TlsAuthorities];
        if (tls.Any(string.IsNullOrEmpty) && !tls.All(string.IsNullOrEmpty))
            wrong.Add($"{ClusterSettings.Section}: TlsCertificate, TlsKey and TlsAuthorities are given together or not at all");
        wrong.AddRange(tls.Where(f => !string.IsNullOrEmpty(f) && !File.Exists(f)).Select(f => $"{ClusterSettings.Section}: there is no file {f}"));
        if (wrong.Count == 0 && CertificateFault(options) is { } fault)
            wrong.Add(fault);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>Every other host would refuse it: better said here, at the start.</summary>
    private static string? CertificateFault(ClusterSettings options)
    {
        try
        {
            return HostCertificates.Of(options) is { } certificates && certificates.Refusal(certificates.Own) is { } why
                ? $"{ClusterSettings.Section}:TlsCertificate is not from TlsAuthorities: {why}"
                : null;
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return $"{ClusterSettings.Section}: TlsCertificate, TlsKey or TlsAuthorities cannot be used: {unusable.Message}";
        }
    }
}
