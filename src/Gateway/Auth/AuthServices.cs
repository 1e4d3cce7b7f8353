using Fleet.Gateway.Audit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Auth;

internal static class AuthServices
{
    public static IServiceCollection AddAuth(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AuthOptions>()
            .Bind(configuration.GetSection(AuthOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpContextAccessor();
        services.AddMetrics();
        services.AddSingleton<AuthInstruments>();
        services.AddAuditTrail();
        services.AddSingleton<AuthenticationAudit>();
        services.AddSingleton<FailureLimit>();
        services.AddSingleton<ApiKeyCache>();
        services.AddSingleton<SignatureVerifier>();
        services.AddSingleton(p => new JwtKeyRing(p.GetRequiredService<IOptions<AuthOptions>>().Value));
        services.AddSingleton(p => new JwtValidator(
            p.GetRequiredService<JwtKeyRing>(), p.GetRequiredService<IOptions<AuthOptions>>().Value));
        services.AddSingleton<IAuthenticator, Authenticator>();
        return services;
    }
}
