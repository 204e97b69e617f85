// Inside crypto/ only: OpenSSL's things in a unique_ptr, given back by their own function.
#pragma once
#include <memory>

namespace musubi::crypto {

/// `std::unique_ptr<X509, Freed<X509_free>>`
template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};

}  // namespace musubi::crypto
