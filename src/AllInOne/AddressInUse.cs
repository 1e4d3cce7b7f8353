using Microsoft.AspNetCore.Connections;

namespace Fleet.AllInOne;

internal static class AddressInUse
{
    /// <summary>Whether a start failed because somebody else has the port.</summary>
    public static bool Is(Exception? failure) =>
        failure is AddressInUseException || (failure is not null && Is(failure.InnerException));
}
