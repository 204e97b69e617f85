# Keeps the files of migrations/ inside the program: writes ${out} with one raw string literal a file.
function(musubi_embed_migrations out)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/migrations/*.sql)
  list(SORT files)
  set(rows "")
  set(newest 0)
  foreach(file IN LISTS files)
    get_filename_component(stem ${file} NAME_WE)
    if(NOT stem MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)$")
      message(FATAL_ERROR "migrations/${stem}.sql: the name is NNNN_what.sql")
    endif()
    set(name ${CMAKE_MATCH_2})
    string(REGEX REPLACE "^0+" "" version ${CMAKE_MATCH_1})
    if(NOT version GREATER newest)
      message(FATAL_ERROR "migrations/${stem}.sql: number ${version} is taken")
    endif()
    set(newest ${version})
    set_property(DIRECTORY ${CMAKE_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(READ ${file} sql)
    string(APPEND rows "    {${version}, \"${name}\", R\"musubi(${sql})musubi\"},\n")
  endforeach()
  set(text "// Written by cmake/migrations.cmake from migrations/*.sql.\n#include \"db/migrations.hpp\"\n
namespace musubi::db {
namespace {
constexpr Migration kMigrations[] = {
${rows}};
}  // namespace
std::span<const Migration> migrations() { return kMigrations; }
}  // namespace musubi::db
")
  set(before "")
  if(EXISTS ${out})
    file(READ ${out} before)
  endif()
  if(NOT before STREQUAL text)
    file(WRITE ${out} "${text}")
  endif()
endfunction()
