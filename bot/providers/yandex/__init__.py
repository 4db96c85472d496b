"""Yandex Cloud's APIs for images, and the ways in."""
