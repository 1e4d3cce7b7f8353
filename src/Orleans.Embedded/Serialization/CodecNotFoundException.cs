namespace Orleans.Serialization;

/// <summary>A value's type is not one that may cross a grain boundary.</summary>
public sealed class CodecNotFoundException(string message) : SerializerException(message);
